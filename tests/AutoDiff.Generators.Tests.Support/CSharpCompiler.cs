using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Compiles C# in memory against the framework and the runtime library. The references are read once for all tests.</summary>
internal static class CSharpCompiler
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(FindReferences);

    public static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        concurrentBuild: true,
        deterministic: true,
        warningLevel: 9999,
        nullableContextOptions: NullableContextOptions.Enable);

    public static SyntaxTree Parse(string source, string path, CSharpParseOptions? options = null) => CSharpSyntaxTree.ParseText(source, options ?? ParseOptions, path, Encoding.UTF8);

    public static CSharpCompilation Create(params IEnumerable<SyntaxTree> trees) =>
        CSharpCompilation.Create($"Program{Guid.NewGuid():N}", trees, References.Value, Options);

    /// <summary>Compiles one file that stands for itself.</summary>
    public static CompiledProgram Run(string source) => Load(Create(Parse(source, "Program.cs")));

    /// <summary>Compiles and loads. Errors anywhere fail, and so do warnings in the trees that are <paramref name="strict"/>.</summary>
    public static CompiledProgram Load(Compilation compilation, IReadOnlyCollection<SyntaxTree>? strict = null)
    {
        Compilation callable = ArrayCalls.AddTo(compilation);
        using var stream = new MemoryStream();
        EmitResult result = callable.Emit(stream);
        List<Diagnostic> broken = [.. result.Diagnostics.Where(IsBroken)];
        if (broken.Count > 0) throw new XunitException(Describe(broken));
        return new CompiledProgram(stream);

        bool IsBroken(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error
            || (diagnostic.Severity == DiagnosticSeverity.Warning && strict is not null && diagnostic.Location.SourceTree is { } tree && strict.Contains(tree));
    }

    private static string Describe(List<Diagnostic> diagnostics)
    {
        var text = new StringBuilder().AppendJoin('\n', diagnostics);
        foreach (SyntaxTree tree in diagnostics.Select(diagnostic => diagnostic.Location.SourceTree).OfType<SyntaxTree>().Distinct())
        {
            IEnumerable<string> lines = tree.GetText().Lines.Select(line => $"{line.LineNumber + 1,4} {line}");
            text.Append($"\n\n{tree.FilePath}\n").AppendJoin('\n', lines);
        }

        return text.ToString();
    }

    private static List<MetadataReference> FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] libraries = ["AutoDiff.dll", "AutoDiff.Training.dll", "System.Numerics.Tensors.dll"];
        string[] trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return [.. trusted
            .Where(path => Path.GetDirectoryName(path) == framework || libraries.Contains(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path))];
    }
}
