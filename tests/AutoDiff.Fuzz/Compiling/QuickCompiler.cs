using System.Collections.Generic;
using System.Linq;
using AutoDiff.Fuzz.Programs;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Fuzz.Compiling;

/// <summary>Compilations of random programs, of which there are many: the references are looked into once for all, and nobody asks where null may be.</summary>
internal static class QuickCompiler
{
    public static readonly CSharpParseOptions ParseOptions = CSharpCompiler.ParseOptions.WithFeatures([new("run-nullable-analysis", "never")]);

    private static readonly CSharpCompilation Empty = CSharpCompiler.Create();

    public static CSharpCompilation Create(params IEnumerable<GeneratedProgram> programs) => Empty.AddSyntaxTrees(programs.Select(Parse));

    public static SyntaxTree Parse(GeneratedProgram program) => CSharpCompiler.Parse(program.Source, program.Type, ParseOptions);
}
