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
        writer.Lines(Documentation.Of(signature, member.Kind, parameters));
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"AutoDiff\", \"{Version}\")]");
        string declaration = $"{signature.Accessibility} {modifier}{signature.ReturnType} {name}({(signature.IsExtension ? "this " : "")}{parameters.Declaration})";
        if (guards.Count == 0 && !allocates)
        {
            using (writer.OpenBlock(declaration)) Body(member, parameters);
            return;
        }

        using (writer.OpenBlock(declaration))
        {
            writer.Lines(guards);
            if (allocates) writer.Line($"using {types.Workspace} {parameters.Workspace} = {types.Workspace}.Enter();");
            writer.Line($"{(signature.ReturnType == "void" ? "" : "return ")}{core}({parameters.Arguments}{(allocates ? $", {parameters.Workspace}" : "")});");
        }

        writer.Line("");
        using (writer.OpenBlock($"private {modifier}{signature.ReturnType} {core}({parameters.CoreDeclaration}{(allocates ? $", {types.Workspace} {parameters.Workspace}" : "")})")) Body(member, parameters);
    }

    private static string Version => typeof(MemberEmitter).Assembly.GetName().Version.ToString(3);

    private void Body(GeneratedMember member, MemberParameters parameters)
    {
        var layout = new Layout(member.Function, parameters.Names, [.. parameters.All, .. HelperEmitter.NamesIn(member.Module), parameters.Workspace], parameters.Exit);
        var statements = new StatementEmitter(layout, types, writer, parameters.Workspace);
        if (signature.IsChecked && member.Module.Functions.Any(HasUncheckedArithmetic))
        {
            using (writer.OpenBlock("unchecked")) Print();
            return;
        }

        Print();

        void Print()
        {
            statements.Body(member.Function, parameters.Exit, parameters.Returned, parameters.Contributions);
            new HelperEmitter(member.Module, signature.IsStatic, types, writer).Emit();
        }
    }

    /// <summary>Integer arithmetic that wraps around here, in a project that compiles it as checked.</summary>
    private static bool HasUncheckedArithmetic(Function function) => Walk.Lets(function.Body).Any(static let =>
        let.Operation is For or Apply { Primitive.Name: "Add" or "Subtract" or "Multiply" or "Negate" or "Convert" } && !(let.Operation is Apply && let.Target.Type.IsFloating));
}
