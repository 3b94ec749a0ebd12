using System;
using System.Collections.Generic;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>Methods with rules, and their pullbacks, as functions of their own, where a derivative has to look into them.</summary>
internal sealed class RuleFunctions(LoweringContext context)
{
    /// <summary>What reverse mode sees of a method that has only a rule for tangents; empty where it cannot be looked into.</summary>
    public string Method(IMethodSymbol method, IReadOnlyList<Value> leaves) =>
        context.Helpers.AreReversed && method.IsStatic && context.Bodies.Of(method) is not null ? context.HelperCalls.Of(method, leaves) : "";

    /// <summary>What forward mode sees of the pullback that a rule is: the rule that pushes tangents through it, where it has one, else its body. It need not be in the
    /// language: then there is neither.</summary>
    public PullbackFunction? Pullback(CustomRule rule, Location place)
    {
        if (!context.Helpers.AreDifferentiatedTwice || rule.Kind != RuleKind.Vjp || !rule.Method.IsStatic) return null;
        if (CustomRules.Of(context.Compilation).FindTangent(rule.Rule) is { } tangent) return Of(rule, context.HelperCalls.Of(tangent, place));
        return IsInLanguage(rule.Rule) ? Of(rule, context.HelperCalls.Of(rule.Rule)) : null;
    }

    private static PullbackFunction Of(CustomRule rule, string name) => new(name, !rule.Rule.ReturnsVoid);

    private bool IsInLanguage(IMethodSymbol rule)
    {
        if (!HelperLowering.MayBeFunction(rule) || context.Bodies.Of(rule) is null) return false;
        LoweringContext trial = context.ForTrial();
        try
        {
            trial.HelperCalls.Of(rule);
        }
        catch (NotSupportedException)
        {
            return false;
        }

        return !trial.Fence.IsBroken;
    }
}
