using System;
using System.Threading;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>Says at the attribute of a rule why it matches nothing, or does not fit.</summary>
internal static class RuleReports
{
    /// <summary>A method that names its rule.</summary>
    public static EquatableArray<SourceDiagnostic> OfMethod(RuleKind kind, GeneratorAttributeSyntaxContext marked, CancellationToken token) =>
        Report(marked, method => RuleBinder.Own(kind, method, marked.Attributes[0]).Problem, token);

    /// <summary>A rule that names its method.</summary>
    public static EquatableArray<SourceDiagnostic> OfRule(RuleKind kind, GeneratorAttributeSyntaxContext marked, CancellationToken token) => Report(marked, method =>
    {
        RuleBinding binding = RuleBinder.Of(kind, method, marked.Attributes[0]);
        RuleProblem? conflict = kind == RuleKind.Vjp && binding.Rule is { } rule ? CustomRules.Of(marked.SemanticModel.Compilation).Conflict(rule) : null;
        return binding.Problem ?? conflict;
    }, token);

    private static EquatableArray<SourceDiagnostic> Report(GeneratorAttributeSyntaxContext marked, Func<IMethodSymbol, RuleProblem?> find, CancellationToken token)
    {
        if (marked.TargetSymbol is not IMethodSymbol method || marked.Attributes[0].ApplicationSyntaxReference is not { } place) return [];
        return Find(method, find) is { } problem ? [new SourceDiagnostic(problem.Id, SourceSpan.Of(place.GetSyntax(token).GetLocation()), problem.Arguments, problem.Signature)] : [];
    }

    private static RuleProblem? Find(IMethodSymbol method, Func<IMethodSymbol, RuleProblem?> find)
    {
        try
        {
            return find(method);
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            return new RuleProblem(DiagnosticIds.InternalError, [method.Name, defect.Message]);
        }
    }
}
