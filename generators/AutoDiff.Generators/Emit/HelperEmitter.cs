using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Prints the functions that a member calls as local functions of it, where their names collide with nobody's. The first
/// result is returned, the others are out parameters, which come last.</summary>
internal sealed class HelperEmitter(Module module, bool isStatic, EquatableArray<string> captured, CSharpTypes types, SourceWriter writer)
{
    public void Emit()
    {
        foreach (Function helper in module.Helpers)
        {
            writer.Line("");
            Emit(helper);
        }
    }

    /// <summary>What variables may not be called in a member that calls the functions.</summary>
    public static IEnumerable<string> NamesIn(Module module) => module.Helpers.Select(static helper => helper.Name);

    private void Emit(Function helper)
    {
        HashSet<string> taken = [.. captured, .. NamesIn(module)];
        List<string> parameters = [.. helper.Parameters.Select(parameter => Unique(parameter.Name ?? (parameter.Type is StackType ? "tape" : "value"), taken))];
        ValueNumbers numbers = ValueNumbers.After(helper);
        EquatableArray<Value> outputs = helper.Results.Skip(1).Select(result => numbers.Create(result.Type, Unique(result.Name ?? "result", taken))).ToEquatableArray();
        Value? returned = helper.Results.FirstOrDefault();
        var exit = new FunctionExit(outputs, helper.Results.Skip(1).ToEquatableArray(), returned is null ? [] : [returned]);

        IEnumerable<string> declared =
        [
            .. helper.Parameters.Zip(parameters, (parameter, name) => $"{types.Of(parameter.Type)} {Names.Escape(name)}"),
            .. outputs.Select(output => $"out {types.Of(output.Type)} {Names.Escape(output.Name!)}"),
        ];
        if (helper.Remark is not null) writer.Line($"// {helper.Remark}");
        if (helper.IsInlined) writer.Line(types.Inlined);
        string modifier = isStatic ? "static " : "", type = returned is null ? "void" : types.Of(returned.Type);
        using (writer.OpenBlock($"{modifier}{type} {helper.Name}({string.Join(", ", declared)})"))
        {
            var layout = new Layout(helper, parameters, taken, exit);
            new StatementEmitter(layout, types, writer, "workspace").Body(helper, exit, returned);
        }
    }

    private static string Unique(string wanted, HashSet<string> taken)
    {
        string root = Names.Identifier(wanted), name = root;
        for (int number = 2; !taken.Add(name); number++) name = $"{root}{number}";
        return name;
    }
}
