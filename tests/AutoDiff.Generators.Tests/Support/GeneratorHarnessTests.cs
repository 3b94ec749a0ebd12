using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Support;

public sealed class GeneratorHarnessTests
{
    private const string Program = """
        using System;

        public static partial class Losses
        {
            public static double Marked(ReadOnlySpan<double> x, double factor) => factor * x[0];
        }
        """;

    private const string Twice = """
        public static partial class Losses
        {
            /// <summary>Twice the first element; the result is doubled too.</summary>
            public static int Twice(System.Span<double> x, ref double y, out double z)
            {
                x[0] *= 2;
                y *= 2;
                z = x[0];
                return 2;
            }
        }
        """;

    [Fact]
    public void Generated_members_are_called_with_arrays_for_spans()
    {
        GeneratorResult result = Harness(Twice).Generate(Program);
        double[] x = [3];
        object?[] arguments = [x, 5.0, null];
        Assert.Equal(2, result.Call("Losses", "Twice", arguments));
        Assert.Equal([x, 10.0, 6.0], arguments);
        Assert.Equal([6.0], x);
        Assert.Equal(12.0, result.Call("Losses", "Marked", x, 2.0));
        Assert.Equal(Twice, result.GeneratedSource);
    }

    [Fact]
    public void A_warning_in_generated_code_fails()
    {
        string message = Failure(() => Harness("internal static class C { static void F() { int unused; } }").Generate(Program));
        Assert.Contains("CS0168", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_undocumented_public_member_fails()
    {
        string message = Failure(() => Harness("public static class C { }").Generate(Program));
        Assert.Contains("CS1591", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diagnostic_fails_unless_it_is_expected()
    {
        GeneratorHarness harness = Harness(report: true);
        Assert.Contains("TEST1", Failure(() => harness.Generate(Program)), StringComparison.Ordinal);
        Assert.Equal("TEST1", Assert.Single(harness.GenerateExpectingDiagnostics(Program).Diagnostics).Id);
        Assert.Contains("nothing", Failure(() => Harness().GenerateExpectingDiagnostics(Program)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_with_a_position_fails() =>
        Assert.Equal(
            "After lines inserted above the step Model is Modified.",
            Failure(() => Harness(model: method => $"{method.SpanStart}").Generate(Program)));

    [Fact]
    public void A_model_with_syntax_fails() =>
        Assert.StartsWith(
            "What the step Model yields holds ValueTuple`1.Item1: MethodDeclarationSyntax",
            Failure(() => Harness(model: method => ValueTuple.Create(method)).Generate(Program)),
            StringComparison.Ordinal);

    [Fact]
    public void A_step_that_is_not_there_fails() =>
        Assert.Equal(
            "There are generated files, but the step Other yields nothing.",
            Failure(() => new GeneratorHarness(new TestGenerator(), "Other").Generate(Program)));

    [Fact]
    public void A_generator_that_throws_fails()
    {
        GeneratorHarness harness = Harness(model: _ => throw new InvalidOperationException("a defect"));
        Assert.Contains("a defect", Failure(() => harness.Generate(Program)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_graph_is_searched_through_cycles_and_collections()
    {
        Dictionary<string, object> cyclic = [];
        cyclic["self"] = cyclic;
        cyclic["deep"] = new List<object?> { null, (1, new Version(1, 2)) };
        Assert.EndsWith("Item2: Version", ObjectGraph.Find(cyclic, type => type == typeof(Version)), StringComparison.Ordinal);
        Assert.Null(ObjectGraph.Find(cyclic, type => type == typeof(Uri)));
    }

    private static string Failure(Action run) => Assert.Throws<XunitException>(run).Message;

    private static GeneratorHarness Harness(string source = "// nothing", bool report = false, Func<MethodDeclarationSyntax, object>? model = null) =>
        new(new TestGenerator { Source = source, Report = report, Model = model ?? (static method => method.Identifier.Text) }, "Model");

    /// <summary>For each method named Marked adds a fixed source.</summary>
    private sealed class TestGenerator : IIncrementalGenerator
    {
#pragma warning disable RS2008 // the id is never released
        private static readonly DiagnosticDescriptor Descriptor = new("TEST1", "Title", "Message", "Test", DiagnosticSeverity.Error, isEnabledByDefault: true);
#pragma warning restore RS2008

        public string Source { get; init; } = "// nothing";
        public bool Report { get; init; }
        public Func<MethodDeclarationSyntax, object> Model { get; init; } = static method => method.Identifier.Text;

        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            IncrementalValuesProvider<object> models = context.SyntaxProvider
                .CreateSyntaxProvider(
                    static (node, _) => node is MethodDeclarationSyntax { Identifier.Text: "Marked" },
                    (found, _) => Model((MethodDeclarationSyntax)found.Node))
                .WithTrackingName("Model");
            context.RegisterSourceOutput(models, (output, _) =>
            {
                output.AddSource("Generated.g.cs", Source);
                if (Report) output.ReportDiagnostic(Diagnostic.Create(Descriptor, Location.None));
            });
        }
    }
}
