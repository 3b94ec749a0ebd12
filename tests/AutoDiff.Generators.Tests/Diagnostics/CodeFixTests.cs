using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AutoDiff.CodeFixes;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace AutoDiff.Generators.Tests.Diagnostics;

/// <summary>A fix changes the text as its title says, and what it mends is not reported again.</summary>
public sealed class CodeFixTests
{
    public static TheoryData<string, CodeFixProvider, string, string> Fixes => new()
    {
        {
            DiagnosticIds.ContainerNotPartial, new MakePartialFix(),
            "public static class Outer\n{\n    // Inside.\n    class C\n    {\n        [Differentiable] public static double F(double x) => x;\n    }\n}",
            "public static partial class Outer\n{\n    // Inside.\n    partial class C\n    {\n        [Differentiable] public static double F(double x) => x;\n    }\n}"
        },
        {
            DiagnosticIds.ParameterTypeNotSupported, new NoGradientFix(),
            "partial class C { [Differentiable] public static double F(double x, double[,,] y) => x; }",
            "partial class C { [Differentiable] public static double F(double x, [NoGradient] double[,,] y) => x; }"
        },
        {
            DiagnosticIds.DerivativeLost, new StopGradientFix(),
            "partial class C { [Differentiable] public static double F(double x) => x + double.Parse((2 * x).ToString()); }",
            "partial class C { [Differentiable] public static double F(double x) => x + double.Parse(Diff.StopGradient(2 * x).ToString()); }"
        },
        {
            DiagnosticIds.DerivativeLost, new StopGradientFix(),
            "partial class C { [Differentiable] public static double F(double x) { object o = x; return x + (double)o; } }",
            "partial class C { [Differentiable] public static double F(double x) { object o = Diff.StopGradient(x); return x + (double)o; } }"
        },
        {
            DiagnosticIds.ActiveValueStored, new StopGradientFix(),
            "partial class C { static double s; [Differentiable] public static double F(double x) { s = 2 * x; return x; } }",
            "partial class C { static double s; [Differentiable] public static double F(double x) { s = Diff.StopGradient(2 * x); return x; } }"
        },
        {
            DiagnosticIds.RuleNotFound, new RuleSkeletonFix(),
            "partial class C\n{\n    [CustomVjp(\"FVjp\")]\n    public static double F(double x, ReadOnlySpan<double> y) => x;\n}",
            "partial class C\n{\n    [CustomVjp(\"FVjp\")]\n    public static double F(double x, ReadOnlySpan<double> y) => x;\n\n    private static double FVjp(double x, ReadOnlySpan<double> y, double seed, ref double dX, Span<double> dY) => throw new System.NotImplementedException();\n}"
        },
    };

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task A_fix_mends_what_is_reported(string id, CodeFixProvider fix, string before, string after)
    {
        using AdhocWorkspace workspace = new();
        Document document = Add(workspace, $"using System;\nusing AutoDiff;\n\n{before}");
        IReadOnlyList<Diagnostic> reported = await Report(document);
        Assert.All(reported, diagnostic => Assert.Equal(id, diagnostic.Id));
        Assert.Contains(id, fix.FixableDiagnosticIds);

        Document mended = Assert.Single(await Apply(fix, document, reported[0]));
        Assert.Equal($"using System;\nusing AutoDiff;\n\n{after}", (await mended.GetTextAsync()).ToString().ReplaceLineEndings("\n"));
        Assert.Empty(await Report(mended));
    }

    /// <summary>A struct is no number that could be wrapped.</summary>
    [Fact]
    public async Task There_is_no_fix_where_there_is_nothing_to_wrap()
    {
        using AdhocWorkspace workspace = new();
        Document document = Add(workspace, "using AutoDiff; partial class C { public struct S { public double X; } [Differentiable] public static double F(S s) { object o = s; return ((S)o).X; } }");
        Assert.Empty(await Apply(new StopGradientFix(), document, Assert.Single(await Report(document))));
    }

    private static Document Add(AdhocWorkspace workspace, string source)
    {
        CSharpCompilation empty = CSharpCompiler.Create();
        Project project = workspace.AddProject(ProjectInfo
            .Create(ProjectId.CreateNewId(), VersionStamp.Default, "Program", "Program", LanguageNames.CSharp)
            .WithMetadataReferences(empty.References)
            .WithCompilationOptions(empty.Options)
            .WithParseOptions(CSharpCompiler.ParseOptions));
        return project.AddDocument("Program.cs", source, filePath: "Program.cs");
    }

    private static async Task<IReadOnlyList<Diagnostic>> Report(Document document)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: CSharpCompiler.ParseOptions);
        return driver.RunGenerators(compilation).GetRunResult().Diagnostics;
    }

    private static async Task<IReadOnlyList<Document>> Apply(CodeFixProvider fix, Document document, Diagnostic diagnostic)
    {
        List<CodeAction> actions = [];
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        List<Document> mended = [];
        foreach (CodeAction action in actions)
        {
            ApplyChangesOperation change = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
            mended.Add(change.ChangedSolution.GetDocument(document.Id)!);
        }

        return mended;
    }
}
