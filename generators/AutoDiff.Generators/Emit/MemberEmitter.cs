using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Prints a member: one method, or a checked entry and the core that it calls.</summary>
internal sealed class MemberEmitter(MethodSignature signature, CSharpTypes types, SourceWriter writer)
{
    public void Emit(GeneratedMember member)
    {
        var parameters = new MemberParameters(signature, member, types);
        List<string> guards = [.. EntryGuards.Of(signature, parameters, types)];
        bool allocates = Walk.Lets(member.Function.Body).Any(static let => let.Operation is Alloc or Stack);
        string name = signature.Name + member.Kind, core = name + signature.CoreSuffix, modifier = signature.IsStatic ? "static " : "";
        writer.Lines(Documentation.Of(signature, member.Kind));
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"AutoDiff\", \"{Version}\")]");
        string declaration = $"{signature.Accessibility} {modifier}{parameters.ReturnType} {name}({(signature.IsExtension ? "this " : "")}{parameters.Declaration})";
        bool isSplit = parameters.SplitMemories.Count > 0;
        if (guards.Count == 0 && !allocates && !isSplit)
        {
            using (writer.OpenBlock(declaration)) Body(member, parameters);
            return;
        }

        using (writer.OpenBlock(declaration))
        {
            writer.Lines(guards);
            if (allocates || isSplit) writer.Line($"using {types.Workspace} {parameters.Workspace} = {types.Workspace}.Enter();");
            string call = $"{core}({parameters.Arguments}{(allocates ? $", {parameters.Workspace}" : "")});";
            if (isSplit) CallSplit(call, parameters);
            else writer.Line($"{(parameters.ReturnType == "void" ? "" : "return ")}{call}");
        }

        writer.Line("");
        using (writer.OpenBlock($"private {modifier}{parameters.ReturnType} {core}({parameters.CoreDeclaration}{(allocates ? $", {types.Workspace} {parameters.Workspace}" : "")})")) Body(member, parameters);
    }

    /// <summary>A call of the core between copies of memory to and from its parts. What the primal has written stands there even
    /// where it throws.</summary>
    private void CallSplit(string call, MemberParameters parameters)
    {
        ElementIndex index = new(parameters.Free("i"), parameters.Free("j"));
        string value = parameters.Free("value");
        foreach (SplitMemory memory in parameters.SplitMemories) memory.Unpack(writer, types, parameters.Workspace, index);
        SplitMemory[] written = [.. parameters.SplitMemories.Where(static memory => memory.IsPacked && !memory.IsAdded)], added = [.. parameters.SplitMemories.Where(static memory => memory.IsPacked && memory.IsAdded)];
        bool returns = parameters.ReturnType != "void";
        if (written.Length == 0)
        {
            writer.Line($"{(!returns ? "" : added.Length == 0 ? "return " : $"{parameters.ReturnType} {value} = ")}{call}");
        }
        else
        {
            if (returns) writer.Line($"{parameters.ReturnType} {value};");
            using (writer.OpenBlock("try")) writer.Line($"{(returns ? $"{value} = " : "")}{call}");
            using (writer.OpenBlock("finally"))
            {
                foreach (SplitMemory memory in written) memory.Pack(writer, types, index);
            }
        }

        foreach (SplitMemory memory in added) memory.Pack(writer, types, index);
        if (returns && written.Length + added.Length > 0) writer.Line($"return {value};");
    }

    private static string Version => typeof(MemberEmitter).Assembly.GetName().Version.ToString(3);

    private void Body(GeneratedMember member, MemberParameters parameters)
    {
        HashSet<string> taken = [.. parameters.All, .. signature.Captured, .. HelperEmitter.NamesIn(member.Module), parameters.Workspace];
        StructCopy copy = StructCopy.Of(member.Module, signature, wanted => parameters.Free(wanted, taken));
        writer.Lines(copy.Statements);
        var layout = new Layout(parameters.Function, parameters.Names, [.. taken, .. copy.Names], parameters.Exit);
        var statements = new StatementEmitter(layout, types, writer, parameters.Workspace);
        if (signature.IsChecked && member.Module.Functions.Any(HasUncheckedArithmetic))
        {
            using (writer.OpenBlock("unchecked")) Print();
            return;
        }

        Print();

        void Print()
        {
            statements.Body(parameters);
            new HelperEmitter(copy.Module, signature.IsStatic, [.. signature.Captured, .. copy.Names], types, writer).Emit();
        }
    }

    /// <summary>Integer arithmetic that wraps around here, in a project that compiles it as checked.</summary>
    private static bool HasUncheckedArithmetic(Function function) => Walk.Lets(function.Body).Any(static let =>
        let.Operation is For or Apply { Primitive.Name: "Add" or "Subtract" or "Multiply" or "Negate" or "Convert" } && !(let.Operation is Apply && let.Target.Type.IsFloating));
}
