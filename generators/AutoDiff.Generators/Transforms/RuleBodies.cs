using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>What reverse mode is to look into of the methods with rules: a method that only tangents are pushed through by a rule is an ordinary function
/// to it, and a pullback is one where it is differentiated in turn.</summary>
internal static class RuleBodies
{
    public static Function Run(Function function) => Run(new Module(function, []), differentiatedTwice: false).Root;

    /// <param name="differentiatedTwice">The derivative is going to be differentiated.</param>
    public static Module Run(Module module, bool differentiatedTwice)
    {
        HashSet<string> pullbacks = [.. module.Functions.SelectMany(static function => Walk.Lets(function.Body)).Select(static let => (let.Operation as RuleCall)?.Rule.PullbackFunction?.Name).OfType<string>()];
        return module.Select(function => pullbacks.Contains(function.Name) ? function : function with { Body = Walk.Replace(function.Body, Replace) });

        Let Replace(Let let) => let.Operation switch
        {
            RuleCall { Rule.Pullback.Length: 0 } call => Called(let, call),
            RuleCall { Rule: { PullbackFunction: { } function } rule } call when !(differentiatedTwice && IsDifferentiable(function)) => let with { Operation = call with { Rule = rule with { PullbackFunction = null } } },
            _ => let,
        };

        // Where that would lose a derivative it is as good as one that nobody may look into.
        bool IsDifferentiable(PullbackFunction function) => !LostDerivatives.Of(module with { Root = module.Find(function.Name)! }).Any();
    }

    /// <summary>What is said where the one rule is there and the other is asked for.</summary>
    public static Refusal Missing(string method, string attribute, Origin? place = null) => new($"no rule of '{NameOf(method)}' is known for this derivative; name one with {attribute}", place);

    /// <summary>What a template calls.</summary>
    public static string NameOf(string template) => template.Substring(0, Math.Max(0, template.IndexOf('('))).Replace("global::", "");

    private static Let Called(Let let, RuleCall call)
    {
        if (call.Rule.Body.Length == 0) throw Missing(call.Rule.Method, "[CustomVjp] or [VjpOf]", let.Origin);
        return let with { Targets = call.Rule.Result.Count > 0 ? let.Targets[1..] : let.Targets, Operation = new Call(call.Rule.Body, call.Arguments, ReadOnly(call)) };
    }

    private static EquatableArray<int> ReadOnly(RuleCall call) =>
        Enumerable.Range(0, call.Arguments.Count).Where(i => call.Arguments[i].Type is MemoryType && !call.Rule.Parameters[i].IsWritten).ToEquatableArray();
}
