using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>A loop that asks in each iteration where it is — <c>i > 0 ? x[i - 1] : 0</c> — becomes two: before and from the index at which the answer changes. Each knows the answer, and so
/// touches no element that the question keeps it from; what has a single iteration is no loop. Only loops that run over vectors are split: those are at all of their elements, others just branch.</summary>
internal sealed class IndexSetSplitting
{
    /// <summary>Larger bodies, by <see cref="CodeSize"/>, are not copied.</summary>
    private const int LargestBody = 400;

    private readonly ValueNumbers numbers;
    private readonly VectorPlanner planner;
    private readonly Dictionary<Value, Operation> definitions = [];
    private readonly Substitution results = new();
    private bool hasSplit;

    private IndexSetSplitting(Function function)
    {
        (numbers, planner) = (ValueNumbers.After(function), VectorPlanner.Of(function));
        foreach (Let let in Walk.Lets(function.Body).Where(static let => let.Targets.Count == 1)) definitions[let.Target] = let.Operation;
    }

    /// <summary>Each loop by one question; the function itself where there is nothing to split.</summary>
    public static Function Run(Function function)
    {
        var pass = new IndexSetSplitting(function);
        Block body = pass.Visit(function.Body);
        return pass.hasSplit ? function with { Body = pass.results.Of(body) } : function;
    }

    private Block Visit(Block block)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            if (let.Operation is For loop && planner.PlanOf(loop).Plan is { Winner: null } plan && CodeSize.Of(loop.Body) <= LargestBody && Questions(loop, plan.Variation).FirstOrDefault() is { } threshold)
            {
                Split(builder, let, loop, threshold, value => Answer(value, loop, plan.Variation, threshold));
                hasSplit = true;
            }
            else builder.Append(let with { Operation = Walk.Rewrite(let.Operation, static value => value, Visit) });
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }

    /// <summary>Where the answers change that decide whether an element is touched.</summary>
    private IEnumerable<Threshold> Questions(For loop, Variation variation) => Walk.Lets(loop.Body)
        .Where(static let => let.Operation is If)
        .Where(let => Walk.Blocks(let.Operation).SelectMany(Accesses.Of).Any(access => access.Index is { } index && variation.IsOfIndex(index)))
        .SelectMany(let => Comparisons(((If)let.Operation).Condition))
        .Select(comparison => Threshold.Of(comparison, loop, variation, planner.ConstantOf, DefinitionOf))
        .OfType<Threshold>();

    /// <summary>Those that a condition is made of.</summary>
    private IEnumerable<Apply> Comparisons(Value condition) => DefinitionOf(condition) switch
    {
        Apply { Primitive.ResultRule: ResultRule.Bool } apply => [apply],
        Apply apply => apply.Operands.Where(static operand => operand.Type == ScalarType.Bool).SelectMany(Comparisons),
        If branch => [.. Comparisons(branch.Condition), .. Walk.Blocks(branch).SelectMany(block => Comparisons(block.Results[0]))],
        _ => [],
    };

    /// <summary>What a value is before the threshold, if it changes only there.</summary>
    private bool? Answer(Value value, For loop, Variation variation, Threshold threshold) =>
        DefinitionOf(value) is Apply { Primitive.ResultRule: ResultRule.Bool } comparison && Threshold.Of(comparison, loop, variation, planner.ConstantOf, DefinitionOf) is { } own && own.IsAt(threshold) ? own.IsTrueBefore : null;

    private Operation? DefinitionOf(Value value) => definitions.TryGetValue(value, out Operation? operation) ? operation : null;

    private void Split(Builder builder, Let let, For loop, Threshold threshold, Func<Value, bool?> answer)
    {
        Value isTrue = builder.Bool(true), isFalse = builder.Bool(false), change = Change(builder, loop, threshold);
        Value end = threshold.IsLast && DefinitionOf(loop.Upper) is Length ? change : builder.Apply(Selection.Min, change, loop.Upper);
        (For Loop, Value? Only) before = (loop with { Upper = end, Body = Answered(isBefore: true) }, threshold.IsSecond ? loop.Lower : null), behind = (loop with { Lower = change, Body = Answered(isBefore: false) }, threshold.IsLast ? change : null);
        EquatableArray<Value> carried = loop.Initial;
        foreach ((For part, Value? only) in loop.Reversed ? [behind, before] : new[] { before, behind })
        {
            For next = part with { Initial = carried };
            Let copy = FunctionCopy.Of(let with { Operation = only is null ? next : new If(builder.Apply(Arithmetic.Less, loop.Lower, loop.Upper), At(next, only), new Block([], [], carried)) }, numbers);
            builder.Append(copy);
            carried = copy.Targets;
        }

        for (int i = 0; i < carried.Count; i++) results.Add(let.Targets[i], carried[i]);

        Block Answered(bool isBefore)
        {
            var substitution = new Substitution();
            Walk.Definitions(loop.Body, value =>
            {
                if (answer(value) is { } known) substitution.Add(value, known == isBefore ? isTrue : isFalse);
            });
            return substitution.Of(loop.Body);
        }
    }

    /// <summary>The index at which the answer changes, but none before the loop's first.</summary>
    private static Value Change(Builder builder, For loop, Threshold threshold)
    {
        if (threshold.Bound is not { } bound) return builder.Int(threshold.Distance);
        if (threshold.IsLast) return threshold.Distance == 0 ? bound : builder.Apply(Arithmetic.Subtract, loop.Upper, builder.Int(1));
        if (threshold.Distance == 0) return builder.Apply(Selection.Max, bound, loop.Lower);

        // The bound may be so large or so small that the sum would overflow.
        Value distance = builder.Int(threshold.Distance);
        if (threshold.Distance < 0) return builder.Apply(Arithmetic.Add, builder.Apply(Selection.Max, bound, builder.Apply(Arithmetic.Subtract, loop.Lower, distance)), distance);
        return builder.Apply(Selection.Max, builder.Apply(Arithmetic.Add, builder.Apply(Selection.Min, bound, builder.Int(int.MaxValue - threshold.Distance)), distance), loop.Lower);
    }

    /// <summary>One iteration of a loop.</summary>
    private static Block At(For loop, Value index)
    {
        var substitution = new Substitution();
        substitution.Add(loop.Body.Arguments[0], index);
        for (int i = 0; i < loop.Initial.Count; i++) substitution.Add(loop.Body.Arguments[i + 1], loop.Initial[i]);
        return substitution.Of(loop.Body) with { Arguments = [] };
    }
}
