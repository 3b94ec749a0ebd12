using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>Puts the body of one function of a module in the place of its calls, each in a scope of its own; but what the root itself
/// allocates lasts as long as it does, so that a reverse sweep still finds it.</summary>
internal static class InlineCalls
{
    /// <summary>How many statements the calls of a function may become; calls that double would be without end.</summary>
    private const int Largest = 50_000;

    public static Module Run(Module module, string name)
    {
        Function inlined = module.Find(name)!;
        return (module with { Root = AtTop(module.Root, inlined), Helpers = module.Helpers.Select(caller => caller == inlined ? caller : In(caller, inlined)).ToEquatableArray() }).Reachable();
    }

    /// <summary>The function does not get back to itself, and is not called too often for its size.</summary>
    public static bool MayRun(Module module, string name)
    {
        Function inlined = module.Find(name)!;
        bool isRecursive = new Module(inlined, module.Helpers).Reachable().Find(name) is not null;
        return !isRecursive && module.Functions.SelectMany(Module.Calls).Count(call => call.Call.Function == name) * Walk.Lets(inlined.Body).LongCount() <= Largest;
    }

    private static Function AtTop(Function caller, Function callee)
    {
        var body = new Builder(ValueNumbers.After(caller));
        Substitution results = new();
        foreach (Let let in caller.Body.Lets)
        {
            if (let.Operation is not Call call || call.Function != callee.Name || callee.Body.EndsInThrow)
            {
                body.Append(let);
                continue;
            }

            body.Origin = let.Origin;
            foreach ((Value target, Value result) in let.Targets.Zip(FunctionCopy.Append(body, callee, call.Arguments), static (target, result) => (target, result))) results.Add(target, result);
        }

        return In(caller with { Body = results.Of(body.ToBlock(caller.Parameters, caller.Results)) }, callee);
    }

    private static Function In(Function caller, Function callee)
    {
        ValueNumbers numbers = ValueNumbers.After(caller);
        return caller with { Body = Walk.Replace(caller.Body, Replaced) };

        Let Replaced(Let let)
        {
            if (let.Operation is not Call call || call.Function != callee.Name) return let;
            var body = new Builder(numbers) { Origin = let.Origin };
            EquatableArray<Value> results = FunctionCopy.Append(body, callee, call.Arguments);
            return let with { Operation = new Scope(body.ToBlock([], callee.Body.EndsInThrow ? [] : results)) };
        }
    }
}
