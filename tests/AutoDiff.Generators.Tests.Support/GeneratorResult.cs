using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>What a generator made of a program.</summary>
/// <param name="GeneratedSources">The generated files by hint name, but for those that describe methods to other assemblies.</param>
/// <param name="Diagnostics">What the generator reported, in the order of the source.</param>
/// <param name="Program">The program with the generated files; null where errors were expected.</param>
internal sealed record GeneratorResult(IReadOnlyDictionary<string, string> GeneratedSources, IReadOnlyList<Diagnostic> Diagnostics, CompiledProgram? Program)
{
    public Assembly Assembly => Loaded.Assembly;

    /// <summary>The only generated file.</summary>
    public string GeneratedSource => GeneratedSources.Values.Single();

    private CompiledProgram Loaded => Program ?? throw new System.InvalidOperationException("A program with errors was not compiled.");

    /// <inheritdoc cref="CompiledProgram.Call"/>
    public object? Call(string type, string method, params object?[] arguments) => Loaded.Call(type, method, arguments);
}
