using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>Makes the two halves of a split function, given what is known of the halves of those that it calls.</summary>
internal static class SplitReverse
{
    /// <returns>The reverse half is found to need more of the primal's parameters than was known: its callers have to be made again.</returns>
    public static bool Run(SplitFunction function, SplitModule split, ScalarType? lanes)
    {
        (Function primal, Activity activity) = (function.Primal, function.Activity);
        ValueNumbers numbers = ValueNumbers.After(primal);
        var reverse = new Builder(numbers) { Origin = new Origin(-1, "", Sweep.Reverse) };
        var shadows = new Shadows(activity, lanes);
        var adjoints = new Adjoints(activity, lanes);
        List<Value> added = [];
        foreach (Value memory in function.ActiveMemory)
        {
            Value buffer = numbers.Create(shadows.TypeFor(memory), Adjoints.NameOf(memory));
            shadows.Set(memory, buffer);
            added.Add(buffer);
        }

        int buffers = added.Count;
        foreach (Value result in function.ActiveResults)
        {
            Value adjoint = numbers.Create(adjoints.TypeOf(result), Adjoints.NameOf(result) ?? "dResult");
            adjoints.Add(reverse, result, adjoint);
            added.Add(adjoint);
        }

        Scopes scopes = Scopes.Of(primal);
        var plan = new MemoryPlan(activity.Memory, MemoryVersions.Of(primal, activity.Memory, scopes, function.Lasting));
        var placement = new TapePlacement(primal, numbers, scopes, plan, isSplit: true);
        if (!primal.Body.EndsInThrow) new ReverseStatements(activity, shadows, Ranges.Of(primal), scopes, placement, plan, split).Run(primal.Body, reverse, adjoints);
        reverse.Origin = new Origin(-1, "", Sweep.Reverse);
        EquatableArray<Value> gradients = function.ActiveScalars.Select(parameter => adjoints.OrZero(reverse, parameter)).ToEquatableArray();
        Block body = Measured(InReverseSweep(placement.Resolve(primal.Body, reverse.ToBlock([], gradients))), function, shadows);

        if (!plan.IsEmpty) throw new SplitRefusal(primal.Name, "a recursive method may hand a method with a rule only memory that nobody writes; copy it into memory of its own in front of the recursion");
        bool needsMore = NeedMore(function, body);
        List<Value> parameters = [.. function.Kept.Select(i => primal.Parameters[i]), .. added];
        IEnumerable<ParameterRole> roles = parameters.Select((_, i) => i - function.Kept.Count is var k && k >= 0 && k < buffers ? ParameterRole.Adjoint : ParameterRole.Constant);
        function.Forward = primal with { Name = function.ForwardName, Body = placement.KeepingForward() };
        function.Reverse = new Function(function.ReverseName, roles.ToEquatableArray(), body with { Arguments = parameters.ToEquatableArray() }, primal.MayOverlap);
        function.Stacks = placement.Stacks;
        return needsMore;
    }

    private static Block InReverseSweep(Block block) => block with
    {
        Lets = block.Lets.Select(static let => let.Origin is null ? let with { Origin = new Origin(-1, "", Sweep.Reverse) } : let).ToEquatableArray(),
    };

    /// <summary>Memory of which only the length is asked need not be there any more: what takes up its derivatives is as long.</summary>
    private static Block Measured(Block body, SplitFunction function, Shadows shadows)
    {
        HashSet<Value> active = [.. function.ActiveMemory.Where(static memory => memory.Type is MemoryType { IsJagged: false })];
        return Visit(body);

        Block Visit(Block block) => block with { Lets = block.Lets.Select(let => let with { Operation = MeasuredIn(let.Operation) }).ToEquatableArray() };

        Operation MeasuredIn(Operation operation) =>
            operation is Length length && active.Contains(length.Memory) ? length with { Memory = shadows.Of(length.Memory) } : Walk.Rewrite(operation, static value => value, Visit);
    }

    private static bool NeedMore(SplitFunction function, Block reverse)
    {
        bool changed = false;
        EquatableArray<Value> parameters = function.Primal.Parameters;
        HashSet<Value> used = [];
        Walk.Uses(reverse, value => used.Add(value));
        for (int i = 0; i < parameters.Count; i++)
        {
            if (!used.Contains(parameters[i])) continue;
            bool isThere = parameters[i].Type is not MemoryType || function.Lasting.Contains(parameters[i]);
            if (!isThere) throw new SplitRefusal(function.Primal.Name, $"'{parameters[i].Name}' is handed to a recursive method in a form that has no adjoint yet; hand it over as a whole, and as a Span<T>");
            changed |= function.Kept.Add(i);
        }

        return changed;
    }
}
