using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Emit;
using AutoDiff.Generators.Frontend;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generators;

/// <summary>The steps of the pipeline, named so that tests can ask why they ran.</summary>
internal static class StepNames
{
    public const string Lower = nameof(Lower);
    public const string Model = nameof(Model);
    public const string Compile = nameof(Compile);
    public const string Report = nameof(Report);
}

/// <summary>Finds the methods marked [Differentiable], lowers and compiles each, and adds its derivatives to the compilation.</summary>
[Generator]
public sealed class DifferentiableGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<LoweredMethod> lowered = context.SyntaxProvider
            .ForAttributeWithMetadataName(RuleAttributes.Differentiable, static (_, _) => true, MethodLowering.Run)
            .SelectMany(static (methods, _) => methods)
            .WithTrackingName(StepNames.Lower);

        IncrementalValuesProvider<CompiledMethod> compiled = lowered
            .Select(static (method, _) => method.Model)
            .Where(static model => model is not null)
            .WithTrackingName(StepNames.Model)
            .Select(static (model, token) => Compile(model!, token))
            .WithTrackingName(StepNames.Compile);

        IncrementalValueProvider<ImmutableArray<MethodReport>> reports = lowered
            .Select(static (method, _) => method.Report)
            .WithTrackingName(StepNames.Report)
            .Collect();

        context.RegisterSourceOutput(compiled.Where(static file => file.Source.Length > 0), static (output, file) =>
            output.AddSource(file.HintName, SourceText.From(file.Source, Encoding.UTF8)));

        context.RegisterSourceOutput(compiled.Where(static file => file.Description.Length > 0), static (output, file) =>
            output.AddSource(PortableFile.HintName(file.HintName), SourceText.From(file.Description, Encoding.UTF8)));

        ReportRules(context, RuleAttributes.CustomVjp, static (marked, token) => RuleReports.OfMethod(RuleKind.Vjp, marked, token));
        ReportRules(context, RuleAttributes.CustomJvp, static (marked, token) => RuleReports.OfMethod(RuleKind.Jvp, marked, token));
        ReportRules(context, RuleAttributes.VjpOf, static (marked, token) => RuleReports.OfRule(RuleKind.Vjp, marked, token));
        ReportRules(context, RuleAttributes.JvpOf, static (marked, token) => RuleReports.OfRule(RuleKind.Jvp, marked, token));
        context.RegisterSourceOutput(reports.Combine(compiled.Collect()).Combine(context.CompilationProvider), static (output, all) => Report(output, all.Left.Left, all.Left.Right, all.Right));

        IncrementalValueProvider<bool> wantsRemarks = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => options.GlobalOptions.TryGetValue("build_property.AutoDiffRemarks", out string? wanted) && wanted.Equals("true", StringComparison.OrdinalIgnoreCase));
        context.RegisterSourceOutput(reports.Combine(compiled.Collect()).Combine(wantsRemarks), static (output, all) =>
        {
            if (all.Right) Remark(output, all.Left.Left, all.Left.Right);
        });
    }

    /// <summary>What the compiler made of each method, at its statements.</summary>
    private static void Remark(SourceProductionContext output, ImmutableArray<MethodReport> reports, ImmutableArray<CompiledMethod> compiled)
    {
        ILookup<string, CompiledMethod> methods = compiled.ToLookup(static method => method.HintName);
        foreach (MethodReport report in reports)
        {
            foreach (PassDiagnostic remark in methods[report.Method].SelectMany(static method => method.Remarks)) output.ReportDiagnostic(new SourceDiagnostic(remark.Id, report.Spans[remark.Ordinal], remark.Arguments).ToDiagnostic());
        }
    }

    /// <summary>Rules are checked where they are declared, whoever uses them.</summary>
    private static void ReportRules(IncrementalGeneratorInitializationContext context, string attribute, Func<GeneratorAttributeSyntaxContext, CancellationToken, EquatableArray<SourceDiagnostic>> check)
    {
        var problems = context.SyntaxProvider.ForAttributeWithMetadataName(attribute, static (_, _) => true, check).Where(static found => found.Count > 0);
        context.RegisterSourceOutput(problems.Combine(context.CompilationProvider), static (output, found) => Report(output, found.Left, new CompilerErrors(found.Right, DeclaredDerivatives.Complete, output.CancellationToken)));
    }

    private static void Report(SourceProductionContext output, IEnumerable<SourceDiagnostic> diagnostics, CompilerErrors errors)
    {
        foreach (SourceDiagnostic diagnostic in diagnostics.Where(diagnostic => !errors.Concern(diagnostic.Span))) output.ReportDiagnostic(diagnostic.ToDiagnostic());
    }

    /// <summary>A defect of a pass is reported at the method and costs only that method its derivatives.</summary>
    private static CompiledMethod Compile(MethodModel method, CancellationToken token)
    {
        try
        {
            return PassPipeline.Compile(method, token);
        }
        catch (NotSupportedException limit)
        {
            return new CompiledMethod(method.HintName, "", [new PassDiagnostic(DiagnosticIds.MethodNotSupported, (limit as Refusal)?.Origin?.Ordinal ?? 0, [$"'{method.Signature.Name}'", limit.Message])]);
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            return new CompiledMethod(method.HintName, "", [new PassDiagnostic(DiagnosticIds.InternalError, 0, [method.Signature.Name, defect.Message])]);
        }
    }

    private static void Report(SourceProductionContext output, ImmutableArray<MethodReport> reports, ImmutableArray<CompiledMethod> compiled, Compilation compilation)
    {
        CompilerErrors errors = new(compilation, DeclaredDerivatives.Complete, output.CancellationToken);
        ILookup<string, PassDiagnostic> passes = compiled
            .SelectMany(static method => method.Diagnostics.Select(diagnostic => (method.HintName, Diagnostic: diagnostic)))
            .ToLookup(static entry => entry.HintName, static entry => entry.Diagnostic);

        // What several methods call is reported once.
        HashSet<SourceDiagnostic> told = [];
        foreach (MethodReport report in reports)
        {
            List<SourceDiagnostic> diagnostics = [.. report.With(passes[report.Method].ToEquatableArray())];
            if (diagnostics.Count > 0 && !errors.Concern(report.Spans[0])) Report(output, diagnostics.Where(told.Add), errors);
        }
    }
}
