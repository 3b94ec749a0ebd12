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
        marked.TargetSymbol is IMethodSymbol method ? Report(RuleBinder.Own(kind, method, marked.Attributes[0]).Problem, marked.Attributes[0], token) : [];

    /// <summary>A rule that names its method.</summary>
    public static EquatableArray<SourceDiagnostic> OfRule(RuleKind kind, GeneratorAttributeSyntaxContext marked, CancellationToken token)
    {
        if (marked.TargetSymbol is not IMethodSymbol method) return [];
        RuleBinding binding = RuleBinder.Of(kind, method, marked.Attributes[0]);
        RuleProblem? conflict = kind == RuleKind.Vjp && binding.Rule is { } rule ? CustomRules.Of(marked.SemanticModel.Compilation).Conflict(rule) : null;
        return Report(binding.Problem ?? conflict, marked.Attributes[0], token);
    }

    private static EquatableArray<SourceDiagnostic> Report(RuleProblem? problem, AttributeData attribute, CancellationToken token) =>
        problem is null || attribute.ApplicationSyntaxReference is not { } place
            ? []
            : [new SourceDiagnostic(problem.Id, SourceSpan.Of(place.GetSyntax(token).GetLocation()), problem.Arguments, problem.Signature)];
}
