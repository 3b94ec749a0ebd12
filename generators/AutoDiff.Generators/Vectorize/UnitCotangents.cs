using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>The reverse of a sum whose adjoint is known only behind it, as in √Σ or log Σ, runs together with the sum: with 1 as the adjoint, and what it has added up is multiplied by the adjoint
/// afterwards. That is the same as long as neither over- nor underflows: where the adjoint is 0, not a number, or very large or small, the loops run as they were, once more.</summary>
/// <remarks>Only where less is multiplied than one pass over the data saves: sums over all iterations, not an element for each.</remarks>
internal sealed class UnitCotangents
{
    /// <summary>Loops with more statements than these are not written twice.</summary>
    private const int LargestBody = 250;

    /// <summary>So many statements between two loops are looked at.</summary>
    private const int Distance = 100;

    private readonly Function function;
    private readonly MemoryObjects memory;
    private readonly LoopOrder order;
    private readonly UseSites uses;
    private readonly ValueNumbers numbers;
    private Function? result;

    private UnitCotangents(Function function) =>
        (this.function, memory, order, uses, numbers) = (function, MemoryObjects.Of(function), LoopOrder.Of(function), UseSites.Of(function), ValueNumbers.After(function));

    /// <summary>The function with one more pair of loops fused; itself where there is none.</summary>
    public static Function Run(Function function)
    {
        var pass = new UnitCotangents(function);
        pass.Visit(function.Body, static body => body);
        return pass.result ?? function;
    }

    /// <param name="around">The body of the function with another block in the place of this one.</param>
    private void Visit(Block block, System.Func<Block, Block> around)
    {
        for (int second = 1; second < block.Lets.Count && result is null; second++)
        {
            if (block.Lets[second].Operation is not For { MayExit: false, Body.EndsInThrow: false } after) continue;
            for (int first = second - 1; first >= 0 && second - first <= Distance && result is null; first--)
            {
                if (block.Lets[first] is { Targets.Count: > 0, Operation: For { MayExit: false, Body.EndsInThrow: false } before } && AreAlike(before, after)) TryFuse(block, first, second, around);
            }
        }

        for (int i = 0; i < block.Lets.Count && result is null; i++)
        {
            Let let = block.Lets[i];
            foreach (Block nested in Walk.Blocks(let.Operation))
            {
                Visit(nested, changed => around(block with { Lets = block.Lets.Select(other => ReferenceEquals(other, let) ? let with { Operation = Walk.Rewrite(let.Operation, static value => value, inner => ReferenceEquals(inner, nested) ? changed : inner) } : other).ToEquatableArray() }));
            }
        }
    }

    private static bool AreAlike(For before, For after) =>
        before.Lower == after.Lower && before.Upper == after.Upper && before.Step == after.Step && before.Reversed == after.Reversed
        && Walk.Lets(before.Body).Count() + Walk.Lets(after.Body).Count() <= LargestBody;

    private void TryFuse(Block block, int first, int second, System.Func<Block, Block> around)
    {
        Let[] between = [.. block.Lets.Skip(first + 1).Take(second - first - 1)];
        (Let before, Let after) = (block.Lets[first], block.Lets[second]);
        if (FactorOf(before, between, after) is not { } factor || TapesOf(before, between, after, block) is not { } tapes) return;
        HashSet<Value> clear = ClearedIn(block, second, factor.Linearity);
        if (AdjointsOf(after, clear, factor.Linearity) is not { } adjoints) return;
        bool[] cleared = [.. adjoints.Select(clear.Contains)];

        var builder = new Builder(numbers);
        foreach (Let let in block.Lets.Take(second)) builder.Append(let);
        builder.Origin = after.Origin;
        Value zero = builder.Number(factor.Value.Type, 0);
        Let unit = Unit(builder, between, after, factor, zero, [.. adjoints.Select((adjoint, i) => cleared[i] ? adjoint : Fresh(builder, adjoint, zero))], adjoints, out Value[] sums);
        builder.Append(unit);

        Builder usual = builder.Nested(), unusual = builder.Nested();
        EquatableArray<Value> scaled = Scaled(usual, (For)after.Operation, unit, factor.Value);
        for (int i = 0; i < adjoints.Count; i++) Scale(usual, sums[i], adjoints[i], factor.Value);
        EquatableArray<Value> repeated = Repeated(unusual, before, after, tapes, [.. adjoints.Where((_, i) => cleared[i])], zero);
        builder.DefineAll(after.Targets, new If(IsModerate(builder, factor.Value), usual.ToBlock([], scaled), unusual.ToBlock([], repeated)));
        foreach (Let let in block.Lets.Skip(second + 1)) builder.Append(let);

        Function candidate = function with { Body = around(builder.ToBlock(block.Arguments, block.Results)) }, fused = LoopFusion.Run(candidate);
        bool areOne = Walk.Lets(fused.Body).Any(let => before.Targets.All(let.Targets.Contains) && unit.Targets.All(let.Targets.Contains) && let.Operation is For loop && loop.Body.Lets.Count > ((For)before.Operation).Body.Lets.Count);
        if (areOne) result = fused;
    }

    /// <summary>The number that all that the second loop needs of the first is a multiple of, and what follows from it.</summary>
    private (Value Value, Linearity Linearity)? FactorOf(Let before, Let[] between, Let after)
    {
        HashSet<Value> dependent = [.. before.Targets];
        Value[] written = [.. Writes.In(before.Operation)];
        foreach (Let let in between)
        {
            Footprint footprint = Footprint.Of(let);
            if (footprint.Uses.Overlaps(dependent) || footprint.Accesses.Any(access => written.Any(other => memory.MayOverlap(access.Memory, other)))) dependent.UnionWith(let.Targets);
        }

        Value[] needed = [.. Walk.FreeValues(new Block([], [after], [])).Where(dependent.Contains)];
        if (needed.Length == 0 || needed.Intersect(before.Targets).Any()) return null;
        foreach (Let candidate in between.Reverse().Where(let => let.Operation is Apply or If && let.Targets.Count == 1 && dependent.Contains(let.Target) && let.Target.Type.IsFloating))
        {
            Let[] following = [.. between.SkipWhile(let => !ReferenceEquals(let, candidate)).Skip(1).Where(static let => let.Operation is Apply)];
            var linearity = new Linearity(function, memory);
            linearity.Assume(candidate.Target);
            if (following.Where(let => needed.Contains(let.Target)).All(let => Chain(let, following).All(link => linearity.Holds([link]))) && needed.All(value => linearity.IsMultiple(value) || linearity.IsInvariant(value))) return (candidate.Target, linearity);
        }

        return null;
    }

    /// <summary>What a value is computed from, in the order of the statements.</summary>
    private static IEnumerable<Let> Chain(Let last, Let[] lets)
    {
        HashSet<Value> needed = [last.Target];
        foreach (Let let in lets.Reverse().Where(let => needed.Contains(let.Target))) needed.UnionWith(Walk.Operands(let.Operation));
        return lets.Where(let => needed.Contains(let.Target));
    }

    /// <summary>The memory that the first loop leaves for the second, and nobody else; null where it does something that may not be done twice.</summary>
    private List<Let>? TapesOf(Let before, Let[] between, Let after, Block block)
    {
        Footprint footprint = Footprint.Of(before);
        if (footprint.HasHidden || !footprint.IsSilent || Walk.Blocks(before.Operation).SelectMany(Walk.Lets).Any(static let => let.Operation is OpaqueCall { Effects: not (Effects.None or Effects.Throws) })) return null;
        if (between.Append(after).SelectMany(static let => Writes.In(let.Operation)).Any(written => footprint.Accesses.Any(access => memory.MayOverlap(access.Memory, written)))) return null;
        HashSet<Value> own = [.. Walk.Blocks(before.Operation).SelectMany(Walk.Lets).Where(static let => let.Operation is Alloc).Select(static let => let.Target)];
        HashSet<Value> written = [.. footprint.Accesses.Where(static access => access.Writes).SelectMany(access => memory.Objects(access.Memory)).Where(item => !own.Contains(item))];
        List<Let> tapes = [.. block.Lets.Where(let => let.Operation is Alloc && written.Contains(let.Target))];
        return tapes.Count == written.Count && tapes.TrueForAll(IsBetween) ? tapes : null;

        bool IsBetween(Let tape) => uses[tape.Target].All(site => site.Let is { } user && (IsIn(before, user) || IsIn(after, user)));
    }

    private static bool IsIn(Let loop, Let let) => Walk.Blocks(loop.Operation).SelectMany(Walk.Lets).Any(inner => ReferenceEquals(inner, let));

    /// <summary>The memory that the second loop adds multiples to, and no more of it than its inner loops are at; null where it does something else.</summary>
    private List<Value>? AdjointsOf(Let after, HashSet<Value> cleared, Linearity linearity)
    {
        var loop = (For)after.Operation;
        if (!Footprint.Of(after).IsSilent) return null;
        for (int i = 0; i < loop.Initial.Count; i++)
        {
            if (!order.IsSum(loop, i) || loop.Initial[i].Type is not ScalarType { IsFloating: true }) return null;
            linearity.Assume(loop.Body.Arguments[i + 1]);
        }

        HashSet<Value> own = [.. Walk.Lets(loop.Body).Where(static let => let.Operation is Alloc).Select(static let => let.Target)];
        List<Value> adjoints = [];
        foreach (Access[] accesses in order.Written(loop).Where(accesses => !accesses.All(access => memory.Objects(access.Memory).All(own.Contains))))
        {
            if (!order.AreSums(accesses) || accesses.Select(static access => access.Memory).Distinct().ToArray() is not [var adjoint] || memory.Object(adjoint) != adjoint) return null;
            if (adjoint.Type is not MemoryType { Element: ScalarType { IsFloating: true }, Form: MemoryForm.Span or MemoryForm.Array } || own.Contains(adjoint) || !accesses.All(access => IsOfAll(access, loop, cleared.Contains(adjoint)))) return null;
            linearity.AssumeElements(adjoint);
            adjoints.Add(adjoint);
        }

        return linearity.Holds(loop.Body.Lets) && loop.Body.Results.All(linearity.IsMultiple) ? adjoints.Distinct().ToList() : null;
    }

    /// <summary>The element does not depend on the iteration, but on that of a loop in it. Where all elements have been cleared, they may as well be multiplied.</summary>
    private static bool IsOfAll(Access access, For loop, bool isCleared)
    {
        HashSet<Value> ofIteration = [loop.Body.Arguments[0]], ofInner = [];
        foreach (Let let in Walk.Lets(loop.Body))
        {
            if (let.Operation is For inner) ofInner.Add(inner.Body.Arguments[0]);
            foreach (HashSet<Value> found in new[] { ofIteration, ofInner })
            {
                if (!Walk.Operands(let.Operation).Any(found.Contains)) continue;
                found.UnionWith(let.Targets);
                foreach (Block nested in Walk.Blocks(let.Operation)) found.UnionWith(nested.Arguments);
            }
        }

        return access.Index is { } index && !ofIteration.Contains(index) && (isCleared || ofInner.Contains(index));
    }

    /// <summary>The memory that is all zeros where the loop begins.</summary>
    private HashSet<Value> ClearedIn(Block block, int loop, Linearity linearity)
    {
        HashSet<Value> cleared = [];
        foreach (Let let in block.Lets.Take(loop))
        {
            cleared.RemoveWhere(item => Footprint.Of(let).Accesses.Any(access => memory.MayOverlap(access.Memory, item)));
            if (let.Operation is Fill fill && linearity.IsZero(fill.Element)) cleared.Add(fill.Memory);
        }

        return cleared;
    }

    private static Value Fresh(Builder builder, Value adjoint, Value zero)
    {
        Value sums = builder.Define((MemoryType)adjoint.Type with { Form = MemoryForm.Span }, new Alloc(builder.Length(adjoint)), adjoint.Name);
        builder.Do(new Fill(sums, zero));
        return sums;
    }

    /// <summary>The second loop with 1 as the adjoint, and its own places for what it adds up.</summary>
    private Let Unit(Builder builder, Let[] between, Let after, (Value Value, Linearity Linearity) factor, Value zero, Value[] places, List<Value> adjoints, out Value[] sums)
    {
        var units = new Substitution();
        units.Add(factor.Value, builder.Number(factor.Value.Type, 1));
        Value[] needed = [.. Walk.FreeValues(new Block([], [after], []))];
        Let[] following = [.. between.SkipWhile(let => !let.Targets.Contains(factor.Value)).Skip(1).Where(let => let.Operation is Apply && (factor.Linearity.IsMultiple(let.Target) || factor.Linearity.IsInvariant(let.Target)))];
        foreach (Let let in following.Where(let => needed.Contains(let.Target)).SelectMany(let => Chain(let, following)).Distinct())
        {
            units.Add(let.Target, builder.Define(let.Target.Type, Walk.Rewrite(let.Operation, units.Of, static block => block)));
        }

        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] != adjoints[i]) units.Add(adjoints[i], places[i]);
        }

        sums = places;
        var loop = (For)after.Operation;
        Let unit = units.Of(after with { Operation = loop with { Initial = loop.Initial.Select(_ => zero).ToEquatableArray() } });
        return FunctionCopy.Of(unit, numbers);
    }

    /// <summary>What the second loop carries, from what it has added up for 1.</summary>
    private static EquatableArray<Value> Scaled(Builder builder, For loop, Let unit, Value factor) =>
        loop.Initial.Select((initial, i) => builder.Apply(Arithmetic.Add, initial, builder.Apply(Arithmetic.Multiply, factor, unit.Targets[i]))).ToEquatableArray();

    private static void Scale(Builder builder, Value sums, Value adjoint, Value factor)
    {
        Builder body = builder.Nested();
        Value index = builder.Numbers.Create(ScalarType.Int32), scaled = body.Apply(Arithmetic.Multiply, factor, body.Load(sums, index, inRange: true));
        if (sums != adjoint) scaled = body.Apply(Arithmetic.Add, body.Load(adjoint, index, inRange: true), scaled);
        body.Store(adjoint, index, scaled, inRange: true);
        builder.Do(new For(builder.Int(0), builder.Length(adjoint), builder.Int(1), [], body.ToBlock([index], [])));
    }

    /// <summary>Both loops once more, on memory of their own.</summary>
    private EquatableArray<Value> Repeated(Builder builder, Let before, Let after, List<Let> tapes, Value[] cleared, Value zero)
    {
        foreach (Value adjoint in cleared) builder.Do(new Fill(adjoint, zero));
        var fresh = new Substitution();
        foreach (Let tape in tapes) fresh.Add(tape.Target, builder.Define(tape.Target.Type, tape.Operation, tape.Target.Name));
        builder.Append(FunctionCopy.Of(fresh.Of(before), numbers));
        Let repeated = FunctionCopy.Of(fresh.Of(after), numbers);
        builder.Append(repeated);
        return repeated.Targets;
    }

    /// <summary>Times such a number, nothing over- or underflows that is not near to it anyway. False for NaN.</summary>
    private static Value IsModerate(Builder builder, Value factor)
    {
        (double least, double largest) = factor.Type == ScalarType.Double ? (1e-60, 1e60) : (1e-12, 1e12);
        Value magnitude = builder.Apply(Selection.Abs, factor);
        return builder.Apply(Arithmetic.And, builder.Apply(Arithmetic.GreaterOrEqual, magnitude, builder.Number(factor.Type, least)), builder.Apply(Arithmetic.LessOrEqual, magnitude, builder.Number(factor.Type, largest)));
    }
}
