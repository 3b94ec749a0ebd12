using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>A library that was compiled with the generator, as another program sees it. It is loaded when that program asks for it.</summary>
internal static class ReferencedLibrary
{
    private static readonly Dictionary<string, Assembly> Loaded = [];

    static ReferencedLibrary() => AppDomain.CurrentDomain.AssemblyResolve += static (_, wanted) => Loaded.GetValueOrDefault(new AssemblyName(wanted.Name).Name!);

    /// <param name="edit">Changes what the generator made before it is compiled.</param>
    public static MetadataReference Compile(string source, Func<string, string>? edit = null)
    {
        CSharpCompilation compilation = CSharpCompiler.Create(CSharpCompiler.Parse(source, "Library.cs"));
        CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: CSharpCompiler.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        foreach (SyntaxTree tree in output.SyntaxTrees.Skip(1).ToList())
        {
            if (edit is not null) output = output.ReplaceSyntaxTree(tree, CSharpCompiler.Parse(edit(tree.ToString()), tree.FilePath));
        }

        using var image = new MemoryStream();
        if (output.Emit(image) is { Success: false } result) throw new XunitException(string.Join("\n", result.Diagnostics));
        lock (Loaded) Loaded[compilation.AssemblyName!] = Assembly.Load(image.ToArray());
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
