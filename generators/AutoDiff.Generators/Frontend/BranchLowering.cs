using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>Makes an <see cref="If"/> of two branches: whatever differs between them afterwards becomes a result of it.</summary>
internal sealed class BranchLowering
{
    private readonly LoweringContext context;
    private readonly Branch then;
    private readonly Branch otherwise;
    private readonly List<Value> thenResults = [], elseResults = [], targets = [];

    private BranchLowering(LoweringContext context, Branch then, Branch otherwise) => (this.context, this.then, this.otherwise) = (context, then, otherwise);

    /// <summary>One of two expressions; nothing where both throw.</summary>
    public static Lowered? Choose(LoweringContext context, Value condition, Func<Lowered?> then, Func<Lowered?> otherwise) =>
        Join(context, condition, context.Capture(then), context.Capture(otherwise));

    /// <summary>One of two statements.</summary>
    /// <param name="rest">What follows in the block: where only one branch goes on, it moves in there.</param>
    /// <returns>What is left of the rest.</returns>
    public static Steps? Run(LoweringContext context, Value condition, Action then, Action otherwise, Steps? rest)
    {
        Branch first = context.Capture(then), second = context.Capture(otherwise);
        if (rest is not null && MovesInto(second, first))
        {
            second = context.Continue(second, () => context.Statements.Run(rest));
            rest = null;
        }
        else if (rest is not null && MovesInto(first, second))
        {
            first = context.Continue(first, () => context.Statements.Run(rest));
            rest = null;
        }

        Join(context, condition, first, second);
        return rest;
    }

    /// <summary>After a guard that throws, the block simply goes on.</summary>
    private static bool MovesInto(Branch branch, Branch other) => other.Environment is { Gone: true, Exits.Count: > 0 } && !branch.Environment.Gone;

    private static Lowered? Join(LoweringContext context, Value condition, Branch then, Branch otherwise)
    {
        BranchLowering join = new(context, then, otherwise);
        Lowered? value = join.Merge(then.Value, otherwise.Value, []);
        join.MergeExits();
        join.MergeVariables();
        If branch = new(condition, join.Close(then, join.thenResults), join.Close(otherwise, join.elseResults));
        context.Builder.DefineAll(join.targets.ToEquatableArray(), branch);
        return value;
    }

    /// <summary>A block that ends with a throw needs no results.</summary>
    private Block Close(Branch branch, List<Value> results) => branch.Builder.ToBlock([], Throws(branch) ? [] : results.ToEquatableArray());

    private static bool Throws(Branch branch) => branch.Builder.Lets is [.., { Operation: Throw }];

    private void MergeVariables()
    {
        Environment before = context.Environment, first = then.Environment, second = otherwise.Environment;
        before.Result = Merge(first.Result, second.Result, ["result"]);
        if (!context.Frame.LeavesVariables && first.IsFinished(context.Method) && second.IsFinished(context.Method)) return;
        foreach (ISymbol variable in before.Variables.ToList()) before[variable] = Merge(first[variable], second[variable], LoopState.NamesOf(variable));
    }

    private void MergeExits()
    {
        Environment before = context.Environment, first = then.Environment, second = otherwise.Environment;
        before.Gone = first.Gone && second.Gone;
        before.ForgetExits();
        List<ISymbol> exits = [.. first.Exits.Keys.Union<ISymbol>(second.Exits.Keys, SymbolEqualityComparer.Default)];
        bool isCertain = before.Gone && exits.Count == 1;
        foreach (ISymbol exit in exits)
        {
            before.MayLeave(exit, isCertain ? null : MergeLeaves(Flag(then, exit), Flag(otherwise, exit), null));
        }
    }

    private static Value Flag(Branch branch, ISymbol exit)
    {
        bool mayLeave = branch.Environment.Exits.TryGetValue(exit, out Value? flag);
        return flag ?? (Throws(branch) ? Unreached(ScalarType.Bool) : branch.Builder.Bool(mayLeave));
    }

    /// <summary>Where a variable has no value on one side, it is not read before it is assigned again.</summary>
    private Lowered? Merge(Lowered? first, Lowered? second, IEnumerable<string> leafNames)
    {
        if (first is null && second is null) return null;
        first ??= Placeholder(second!, then);
        second ??= Placeholder(first, otherwise);
        if (first is Closure || second is Closure) return first == second ? first : null;
        using IEnumerator<Value> other = second.Leaves.ToList().GetEnumerator();
        using IEnumerator<string> names = leafNames.GetEnumerator();
        return first.Map(leaf =>
        {
            other.MoveNext();
            return MergeLeaves(leaf, other.Current, names.MoveNext() ? names.Current : null);
        });
    }

    private Lowered Placeholder(Lowered shape, Branch branch)
    {
        if (Throws(branch)) return shape.Map(static leaf => Unreached(leaf.Type));
        Lowered? placeholder = null;
        context.Continue(branch, () => placeholder = shape.Map(leaf => context.Placeholder(leaf.Type)));
        return placeholder!;
    }

    /// <summary>The result of a block that throws, which does not list its results.</summary>
    private static Value Unreached(IrType type) => new(-1, type);

    private Value MergeLeaves(Value first, Value second, string? name)
    {
        if (first == second) return first;
        thenResults.Add(first);
        elseResults.Add(second);
        Value target = context.Builder.Numbers.Create(Wider(first.Type, second.Type), name);
        targets.Add(target);
        return target;
    }

    /// <summary>An array becomes a span, and that a read-only one, where they meet.</summary>
    private static IrType Wider(IrType first, IrType second) =>
        (first, second) is (MemoryType one, MemoryType other) ? one with { Form = (MemoryForm)Math.Min((int)one.Form, (int)other.Form) } : first;
}
