using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>A rule that fits its method.</summary>
/// <param name="Kind">What the rule is: a gradient only where no pullback was generated.</param>
/// <param name="Roles">Of the method's parameters, after its object where the rule takes that as its first parameter.</param>
/// <param name="TakesResult">The rule takes what the method has returned.</param>
internal sealed record CustomRule(RuleKind Kind, IMethodSymbol Method, IMethodSymbol Rule, EquatableArray<ParameterRole> Roles, bool TakesResult)
{
    public bool TakesReceiver => !Method.IsStatic && Rule.IsStatic;

    /// <summary>It says that it does not look at what this memory holds.</summary>
    public bool IsUnread(IParameterSymbol parameter) => RuleAttributes.Of(Rule.Parameters[PositionOf(parameter)], RuleAttributes.Unread) is not null;

    /// <summary>It says that it does without memory for the adjoint where the argument is a constant.</summary>
    public bool IsSkipped(IParameterSymbol parameter)
    {
        int position = PositionOf(parameter), added = Roles.Count + (TakesResult ? 1 : 0) + (Kind == RuleKind.Vjp && !Method.ReturnsVoid ? 1 : 0);
        return HasAdjoint(position) && RuleAttributes.Of(Rule.Parameters[added + Enumerable.Range(0, position).Count(HasAdjoint)], RuleAttributes.SkippedIfConstant) is not null;
    }

    private int PositionOf(IParameterSymbol parameter) => parameter.Ordinal + (TakesReceiver ? 1 : 0);

    private bool HasAdjoint(int position) => Roles[position] is ParameterRole.Active or ParameterRole.Output;
}

/// <summary>Why there is no rule where there is an attribute for one.</summary>
/// <param name="Signature">The declaration of a rule that would fit, where the method itself names one that is not there.</param>
internal sealed record RuleProblem(string Id, EquatableArray<string> Arguments, string? Signature = null);

/// <summary>One or the other; neither where the compiler itself reports an error.</summary>
internal sealed record RuleBinding(CustomRule? Rule, RuleProblem? Problem)
{
    public static readonly RuleBinding Invalid = new(null, null);

    public static RuleBinding Found(CustomRule rule) => new(rule, null);

    public static RuleBinding Missing(INamedTypeSymbol type, string name, RuleSignature signature) =>
        new(null, new RuleProblem(DiagnosticIds.RuleNotFound, [type.Name, name, signature.Declare(name)], signature.Declaration(name)));

    public static RuleBinding Refused(string id, params string[] arguments) => new(null, new RuleProblem(id, new(arguments)));
}
