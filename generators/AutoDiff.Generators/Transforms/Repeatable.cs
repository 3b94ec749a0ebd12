using System;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>A function, with those that it calls, as it may run again after it has run once: without the statements that may run once only.</summary>
internal static class Repeatable
{
    public static Module Run(Module module)
    {
        Let[] once = [.. module.Functions.SelectMany(static function => Walk.Lets(function.Body)).Where(IsOnce)];
        if (once.Length == 0) return module;
        bool reads = module.Functions.SelectMany(static function => Walk.Lets(function.Body)).Any(static let => let.Operation is OpaqueCall { Effects: Effects.Reads });
        if (once.FirstOrDefault(let => let.Targets.Count > 0 || Writes.Of(let.Operation).Any() || (reads && !IsOfFramework((OpaqueCall)let.Operation))) is { } needed) throw RunsOnce(needed);
        return new Module(Without(module.Root), module.Helpers.Select(static helper => Without(helper) with { Name = Again(helper.Name) }).ToEquatableArray());
    }

    private static Function Without(Function function) => function with { Body = Without(function.Body) };

    private static Block Without(Block block) => block with
    {
        Lets = block.Lets.Where(static let => !IsOnce(let)).Select(static let => let with { Operation = Without(let.Operation) }).ToEquatableArray(),
    };

    private static Operation Without(Operation operation) => operation switch
    {
        Call call => call with { Function = Again(call.Function) },
        RuleCall { Rule: { Body.Length: > 0 } rule } call => call with { Rule = rule with { Body = Again(rule.Body) } },
        _ => Walk.Rewrite(operation, static value => value, Without),
    };

    private static string Again(string name) => $"{name}Again";

    /// <summary>What the framework does to memory, it does again to the same memory.</summary>
    private static bool IsOnce(Let let) => let.Operation is OpaqueCall { RunsOnce: true } call && !(let.Targets.Count == 0 && IsOfFramework(call) && Writes.Of(call).Any());

    /// <summary>It does not change objects of the user's.</summary>
    private static bool IsOfFramework(OpaqueCall call) => call.Template.StartsWith("global::System.", StringComparison.Ordinal);

    private static Refusal RunsOnce(Let let) =>
        new($"'{let.Origin?.Text ?? ((OpaqueCall)let.Operation).Template}' may run once only, but a Jacobian or Hessian runs the method for every column; call it before, and pass what it yields", let.Origin);
}
