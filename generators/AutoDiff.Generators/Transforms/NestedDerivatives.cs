using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>Puts derivatives in the place of their calls, as code like any other, that is differentiated in turn.</summary>
internal static class NestedDerivatives
{
    /// <param name="derive">The derivative as a function whose parameters and results are those of its calls. It keeps what its own derivative needs.</param>
    public static Module Run(Module module, Func<NestedDerivative, Module> derive) =>
        module.Derivatives.Aggregate(module with { Derivatives = [] }, (all, nested) => Put(all, nested, Named(derive(nested), nested.Name)));

    private static Module Put(Module module, NestedDerivative nested, Module derivative)
    {
        Module checking = module.Select(caller => NestedChecks.Run(caller, nested));
        Module linked = checking with { Helpers = [.. checking.Helpers, derivative.Root, .. derivative.Helpers] };
        if (!InlineCalls.MayRun(linked, nested.Name)) throw new Refusal($"the calls of '{nested.Name}' would become too much code; call it in one place, such as a method of its own");
        return InlineCalls.Run(linked, nested.Name);
    }

    /// <summary>All functions have the name of the derivative, and those that it calls have theirs behind.</summary>
    private static Module Named(Module derivative, string name)
    {
        return new Module(Renamed(derivative.Root) with { Name = name }, derivative.Helpers.Select(helper => Renamed(helper) with { Name = New(helper.Name) }).ToEquatableArray());

        Function Renamed(Function function) => function with { Body = Walk.Replace(function.Body, let => let with { Operation = Of(let.Operation) }) };

        Operation Of(Operation operation) => operation switch
        {
            Call call => call with { Function = New(call.Function) },
            RuleCall { Rule: { Body.Length: > 0 } rule } call => call with { Rule = rule with { Body = New(rule.Body) } },
            _ => operation,
        };

        string New(string helper) => $"{name}{helper}";
    }
}
