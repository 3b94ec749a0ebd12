using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using AutoDiff.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Benchmarks.Cases;

/// <summary>What the generator costs the one who builds, and the one who types. The compiler's own work on the program is not in it.</summary>
internal static class GeneratorCases
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    public static IEnumerable<Case> Of(int methods)
    {
        string bench = $"generator/{methods}";
        yield return new Case(bench, "cold", () => Cold(methods)) { Items = methods };
        yield return new Case(bench, "edit-one-method", () => Editing(methods, "Math.Sin(x *", "Math.Cos(x *"));
        yield return new Case(bench, "edit-elsewhere", () => Editing(methods, "double X, Y", "double X,  Y", elsewhere: true));
        yield return new Case(bench, "move-methods", () => Editing(methods, "using AutoDiff;\n", "using AutoDiff;\n\n"));
    }

    /// <summary>All methods, with nothing known from before.</summary>
    private static Func<double> Cold(int methods)
    {
        CSharpCompilation program = Compile(methods);
        return () => Generated(NewDriver().RunGenerators(program));
    }

    /// <summary>One text replaced by another and back, in one file, after everything has been generated.</summary>
    private static Func<double> Editing(int methods, string text, string replacement, bool elsewhere = false)
    {
        CSharpCompilation program = Compile(methods);
        GeneratorDriver driver = NewDriver().RunGenerators(program);
        SyntaxTree tree = elsewhere ? program.SyntaxTrees[^1] : program.SyntaxTrees[0];
        string source = tree.ToString();
        if (!source.Contains(text, StringComparison.Ordinal)) throw new InvalidOperationException($"Nothing to edit: there is no '{text}'.");
        string[] versions = [source.Replace(text, replacement, StringComparison.Ordinal), source];
        int edits = 0;
        return () =>
        {
            SyntaxTree changed = CSharpSyntaxTree.ParseText(versions[edits++ % 2], ParseOptions, tree.FilePath);
            program = program.ReplaceSyntaxTree(tree, changed);
            tree = changed;
            driver = driver.RunGenerators(program);
            return Generated(driver);
        };
    }

    private static GeneratorDriver NewDriver() => CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: ParseOptions);

    private static double Generated(GeneratorDriver driver)
    {
        GeneratorDriverRunResult result = driver.GetRunResult();
        return result.Diagnostics.IsEmpty ? result.GeneratedTrees.Length : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    private static CSharpCompilation Compile(int methods)
    {
        string[] files = [.. GeneratorPrograms.Files(methods), GeneratorPrograms.Elsewhere];
        string[] references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return CSharpCompilation.Create(
            "Methods",
            files.Select((file, i) => CSharpSyntaxTree.ParseText(file, ParseOptions, $"File{i}.cs")),
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }
}
