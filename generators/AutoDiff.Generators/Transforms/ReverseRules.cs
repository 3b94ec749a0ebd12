using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>The reverse of a call that has a rule is a call of the rule. It sees what the method saw, or left where that is all
/// output: the memory itself while it still holds that, else a snapshot.</summary>
internal sealed class ReverseRules(Activity activity, Shadows shadows, Scopes scopes, MemoryPlan plan, ReverseMemory memory)
{
    /// <param name="let">The call.</param>
    /// <param name="block">The block that it stands in.</param>
    public void Run(Let let, RuleCall call, Block block, Builder reverse, Adjoints adjoints)
    {
        Value[] result = [.. call.Rule.Result.Count > 0 ? let.Targets.Skip(1) : let.Targets];
        Value?[] seeds = [.. result.Select(adjoints.Take)];
        int[] written = [.. Parameters(call).Where(i => call.Rule.Parameters[i].IsWritten && activity.IsActive(call.Arguments[i]))];
        foreach (int i in written.Where(i => !HasAdjoint(call.Rule.Parameters[i]))) Shadows.Clear(reverse, shadows.Of(call.Arguments[i])); // what is left there is no output
        if (seeds.All(static seed => seed is null) && !written.Any(i => HasAdjoint(call.Rule.Parameters[i]))) return;

        if (shadows.HasLanes) throw new Refusal("a rule takes one direction at a time");
        var pullback = new RulePullback(reverse, call, result);
        foreach (int i in Parameters(call)) pullback.Arguments.Add(Argument(let, call, i, block, pullback));
        if (call.Rule.TakesResult) pullback.Arguments.AddRange(result);
        if (!call.Rule.IsGradient) pullback.Arguments.AddRange(result.Zip(seeds, (leaf, seed) => seed ?? pullback.Body.Default(leaf.Type)).Where(seed => call.Rule.PullbackFunction is not null || seed.Type.IsFloating));
        foreach (int i in Parameters(call).Where(i => HasAdjoint(call.Rule.Parameters[i])))
        {
            if (call.Arguments[i].Type is MemoryType type) pullback.Adjoints.Add(call.Rule.IsGradient ? Gradient(call, i, type, pullback, seeds[0]!) : Adjoint(call, i, type, pullback));
        }

        foreach (int i in written.Where(i => call.Rule.Parameters[i].Role == ParameterRole.Output))
        {
            // The content before the call does not matter.
            pullback.Afterwards.Push(() => Shadows.Clear(pullback.Body, shadows.Of(call.Arguments[i])));
        }

        pullback.Finish(adjoints, call.Rule.IsGradient ? seeds[0] : null);
    }

    private static IEnumerable<int> Parameters(RuleCall call) => Enumerable.Range(0, call.Arguments.Count);

    private static bool HasAdjoint(RuleParameter parameter) => parameter.Role is ParameterRole.Active or ParameterRole.Output;

    private Value Argument(Let let, RuleCall call, int index, Block block, RulePullback pullback)
    {
        (Value argument, RuleParameter parameter) = (call.Arguments[index], call.Rule.Parameters[index]);
        if (argument.Type is not MemoryType type) return argument;
        if (parameter is { Role: ParameterRole.Scratch, IsArray: false } or { IsUnread: true, IsArray: false }) return pullback.Allocate(type with { Form = MemoryForm.Span }, memory.Count(pullback.Body, argument));
        bool isOverwritten = parameter.Role != ParameterRole.Output && Writes.Of(call).Any(written => activity.Memory.MayOverlap(written, argument));
        if (!isOverwritten && plan.IsThere(let, argument)) return argument;
        if (type is not { Element: ScalarType, Form: not MemoryForm.Matrix }) throw new Refusal("arrays of arrays that are passed to a method with a rule may not be written; use spans");
        Value copy = parameter.Role == ParameterRole.Output ? LeftBy(let, block, argument, pullback.Body.Numbers) : SeenBy(let, block, argument, pullback.Body.Numbers);
        return parameter.IsArray ? pullback.Exchange(argument, copy) : copy;
    }

    private Value LeftBy(Let let, Block block, Value memory, ValueNumbers numbers)
    {
        Snapshot snapshot = Create(block, memory, numbers);
        plan.TakeBehind(snapshot, let);
        return snapshot.Copy;
    }

    /// <summary>The snapshot stands in front of the outermost loop around the call that does not write the memory.</summary>
    private Value SeenBy(Let let, Block block, Value memory, ValueNumbers numbers)
    {
        (Let nest, Block home) = (let, block);
        for (Block inner = block; !ReferenceEquals(scopes.Home(memory), inner) && scopes.Parent(inner) is var (outer, parent); inner = parent)
        {
            if (Writes.In(outer.Operation).Any(written => activity.Memory.MayOverlap(written, memory))) break;
            if (outer.Operation is For or While) (nest, home) = (outer, parent);
        }

        if (plan.SnapshotsAhead(nest).FirstOrDefault(taken => taken.Part == memory && taken.Window is null) is { } known) return known.Copy;
        Snapshot snapshot = Create(home, memory, numbers);
        plan.Take(snapshot, nest);
        return snapshot.Copy;
    }

    private Snapshot Create(Block home, Value memory, ValueNumbers numbers)
    {
        Value copy = numbers.Create((MemoryType)memory.Type with { Form = MemoryForm.Span }, memory.Name);
        scopes.Add(copy, home, null);
        return new Snapshot(copy, memory, []);
    }

    /// <summary>Memory without an adjoint, and memory that is passed twice, gets one for this call.</summary>
    private Value Adjoint(RuleCall call, int index, MemoryType type, RulePullback pullback)
    {
        Value argument = call.Arguments[index];
        bool isShared = !call.Rule.Parameters[index].IsWritten && Parameters(call).Any(other =>
            HasAdjoint(call.Rule.Parameters[other]) && (other < index || call.Rule.Parameters[other].IsWritten) && activity.Memory.MayOverlap(call.Arguments[other], argument));
        if (activity.IsActive(argument) && !isShared) return shadows.Of(argument);
        if (type is not { Element: ScalarType, Form: not MemoryForm.Matrix }) throw new Refusal("an array of arrays that is passed to a method with a rule must be a parameter, and may be passed once");
        if (!activity.IsActive(argument) && call.Rule.Parameters[index].IsSkipped) return pullback.Allocate(Shadows.TypeOf(type), pullback.Body.Int(0));
        Value adjoint = pullback.Allocate(Shadows.TypeOf(type), memory.Count(pullback.Body, argument));
        Shadows.Clear(pullback.Body, adjoint);
        if (activity.IsActive(argument)) pullback.Afterwards.Push(() => ReverseMemory.Accumulate(pullback.Body, shadows.Of(argument), adjoint));
        return adjoint;
    }

    /// <summary>dX[i] += dY · ∂y/∂x[i], the derivatives first in memory of their own.</summary>
    private Value Gradient(RuleCall call, int index, MemoryType type, RulePullback pullback, Value seed)
    {
        Value argument = call.Arguments[index];
        Value gradient = pullback.Allocate(Shadows.TypeOf(type), memory.Count(pullback.Body, argument));
        if (activity.IsActive(argument)) pullback.Afterwards.Push(() => ReverseMemory.Accumulate(pullback.Body, shadows.Of(argument), gradient, seed));
        return gradient;
    }
}
