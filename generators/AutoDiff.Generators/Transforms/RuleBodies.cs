using System;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>A method that only tangents are pushed through by a rule is an ordinary function to reverse mode.</summary>
internal static class RuleBodies
{
    public static Function Run(Function function) => function with { Body = Walk.Replace(function.Body, Replace) };

    private static Let Replace(Let let) => let.Operation is RuleCall { Rule: { Pullback.Length: 0 } rule } call
        ? let with { Targets = rule.Result.Count > 0 ? let.Targets[1..] : let.Targets, Operation = rule.Body.Length > 0 ? new Call(rule.Body, call.Arguments, ReadOnly(call)) : throw Missing(rule.Method, "[CustomVjp] or [VjpOf]", let.Origin) }
        : let;

    /// <summary>What is said where the one rule is there and the other is asked for.</summary>
    public static Refusal Missing(string method, string attribute, Origin? place = null) =>
        new($"no rule of '{method.Substring(0, Math.Max(0, method.IndexOf('('))).Replace("global::", "")}' is known for this derivative; name one with {attribute}", place);

    private static EquatableArray<int> ReadOnly(RuleCall call) =>
        Enumerable.Range(0, call.Arguments.Count).Where(i => call.Arguments[i].Type is MemoryType && !call.Rule.Parameters[i].IsWritten).ToEquatableArray();
}
