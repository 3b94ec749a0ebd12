using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Emit;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Emit;

/// <summary>Functions as the members that the emitter makes of them. A parameter named <c>x</c> is the primal's unless it
/// is the seed or in the role of an adjoint; written are those that the function stores to.</summary>
internal static class Emitted
{
    /// <summary>The whole file for a function in text.</summary>
    public static string File(string text, DerivativeKind kind = DerivativeKind.Gradient, bool qualify = false) => File(Ir.Parse(text), kind, qualify);

    public static string File(Function function, DerivativeKind kind = DerivativeKind.Gradient, bool qualify = false, bool isChecked = false) =>
        FileEmitter.Emit(SignatureOf(function, kind) with { Qualify = qualify, IsChecked = isChecked }, [new GeneratedMember(kind, new Module(function, []))]);

    /// <summary>The statements of the method that computes: of the core, where there is one.</summary>
    public static string Body(string text, DerivativeKind kind = DerivativeKind.Gradient) => BodyOf(File(text, kind));

    /// <summary>The statements are these, and the file compiles.</summary>
    public static void CheckBody(string text, string expected, DerivativeKind kind = DerivativeKind.Gradient)
    {
        Assert.Equal(expected, Body(text, kind));
        Compile(Ir.Parse(text), kind);
    }

    /// <summary>The file is this, and compiles.</summary>
    public static void CheckFile(string text, string expected, DerivativeKind kind = DerivativeKind.Gradient)
    {
        Assert.Equal(expected, File(text, kind));
        Compile(Ir.Parse(text), kind);
    }

    /// <summary>Compiles a function, with every warning an error.</summary>
    public static CompiledProgram Compile(Function function, DerivativeKind kind = DerivativeKind.Gradient, bool qualify = false) =>
        Load([Primal(function, kind)], [File(function, kind, qualify)]);

    /// <summary>Compiles functions, with every warning an error, and what their opaque calls call.</summary>
    public static CompiledProgram Compile(IReadOnlyCollection<Function> functions, string called) =>
        Load([called, .. functions.Select(function => Primal(function, DerivativeKind.Gradient))], functions.Select(function => File(function)));

    private static CompiledProgram Load(IEnumerable<string> user, IEnumerable<string> generated)
    {
        SyntaxTree[] strict = [.. generated.Select((source, i) => CSharpCompiler.Parse(source, $"Generated{i}.g.cs"))];
        return CSharpCompiler.Load(CSharpCompiler.Create([.. user.Select((source, i) => CSharpCompiler.Parse(source, $"User{i}.cs")), .. strict]), strict);
    }

    private static string BodyOf(string file)
    {
        List<string> lines = [.. file.Split('\n')];
        int close = lines.FindLastIndex(line => line == "    }"), open = lines.FindLastIndex(close, line => line == "    {");
        return string.Join("\n", lines.GetRange(open + 1, close - open - 1).Select(line => line.Length >= 8 ? line[8..] : line)) + "\n";
    }

    private static MethodSignature SignatureOf(Function function, DerivativeKind kind)
    {
        var types = new CSharpTypes(true);
        HashSet<Value> written = [.. Walk.Lets(function.Body).Select(let => let.Operation).OfType<Store>().Select(store => store.Memory)];
        IEnumerable<SignatureParameter> parameters = function.Parameters.Zip(function.Roles, (value, role) => (value, role))
            .Where(pair => pair.role != ParameterRole.Adjoint && !(kind == DerivativeKind.Vjp && pair.value.Name == "seed"))
            .Select(pair => new SignatureParameter(pair.value.Name!, types.Of(pair.value.Type), pair.value.Type, pair.role, written.Contains(pair.value)));
        bool returns = kind == DerivativeKind.Gradient || function.Parameters.Any(value => value.Name == "seed");
        string result = returns ? types.Of(function.Results[0].Type) : "void";
        return new MethodSignature("Test", ["public static partial class Program"], "public", true, function.Name, result, [.. parameters], function.Name);
    }

    private static string Primal(Function function, DerivativeKind kind)
    {
        MethodSignature signature = SignatureOf(function, kind);
        string parameters = string.Join(", ", signature.Parameters.Select(parameter => $"{parameter.Type} @{parameter.Name}"));
        return $$"""
            namespace Test;
            public static partial class Program
            {
                public static {{signature.ReturnType}} {{signature.Name}}({{parameters}}) => throw new System.NotSupportedException();
            }
            """;
    }
}
