using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Frontend;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace AutoDiff.Generators.Tests.Frontend;

/// <summary>Lowers the marked methods of a program, and does no more.</summary>
internal sealed class LoweringProbe : IIncrementalGenerator
{
    private readonly List<LoweredMethod> methods = [];

    /// <summary>All marked methods of a program, with what was reported.</summary>
    public static IReadOnlyList<LoweredMethod> LowerAll(Compilation program)
    {
        LoweringProbe probe = new();
        GeneratorDriverRunResult run = CSharpGeneratorDriver.Create([probe.AsSourceGenerator()], parseOptions: CSharpCompiler.ParseOptions).RunGenerators(program).GetRunResult();
        Assert.Null(run.Results.Single().Exception);
        return probe.methods;
    }

    /// <summary>The only marked method of a program that is in the language.</summary>
    public static MethodModel Lower(Compilation program)
    {
        LoweredMethod method = Assert.Single(LowerAll(program));
        Assert.True(method.Model is not null, string.Join("\n", method.Report.Diagnostics.Select(diagnostic => diagnostic.ToDiagnostic())));
        Verifier.Verify(method.Model.Function);
        return method.Model;
    }

    public static MethodModel Lower(string source) => Lower(Compile(source));

    /// <summary>The body of a class with the usual usings.</summary>
    public static CSharpCompilation Compile(string members) => CSharpCompiler.Create(CSharpCompiler.Parse(Program(members), "Program.cs"));

    public static string Program(string members) => $$"""
        using System;
        using AutoDiff;

        public static partial class C
        {
        {{members}}
        }
        """;

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<LoweredMethod> lowered =
            context.SyntaxProvider.ForAttributeWithMetadataName("AutoDiff.DifferentiableAttribute", static (_, _) => true, MethodLowering.Run).SelectMany(static (methods, _) => methods);
        context.RegisterSourceOutput(lowered, (_, method) => methods.Add(method));
    }
}
