using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>A loop whose iterations may be computed side by side, one to a lane, and what that takes.</summary>
/// <param name="Lane">The type of the numbers that it computes with.</param>
/// <param name="Variation">How its values differ between iterations.</param>
/// <param name="Reductions">By what each carried value is put together from those of the lanes.</param>
/// <param name="Sums">Elements of memory that all iterations add to.</param>
/// <param name="Elements">The elements of memory that have to be there, unless it is known that they are.</param>
/// <param name="IsFromZero">Its first index is 0.</param>
/// <param name="Cost">What an iteration costs, in additions.</param>
/// <param name="Separations">Elements of memory that the iterations must not share.</param>
/// <param name="Scatters">Elements that each iteration finds by a whole number of its own, and adds to.</param>
/// <param name="Winner">What it looks for, if that is what it does.</param>
internal sealed record VectorPlan(ScalarType Lane, Variation Variation, EquatableArray<Primitive> Reductions, EquatableArray<MemorySum> Sums, EquatableArray<(Value Memory, Value Index)> Elements, bool IsFromZero, int Cost, EquatableArray<Separation> Separations, EquatableArray<MemorySum> Scatters, Winner? Winner = null);

/// <summary>Two elements of an iteration, in what may be the same memory: no other iteration may be at either.</summary>
internal sealed record Separation(Value Memory, Value Index, Value Other, Value OtherIndex);

/// <summary>An element that is read, added to and written.</summary>
internal sealed record MemorySum(Load Load, Value Loaded, Store Store);

/// <summary>Finds out whether the iterations of a loop may be computed side by side, and if not, why.</summary>
internal sealed class VectorPlanner
{
    /// <summary>Loops that are known to have fewer iterations stay as they are.</summary>
    public const int FewestIterations = 16;

    /// <summary>So many pieces of memory are compared at most in front of a loop.</summary>
    private const int MostSeparations = 12;

    /// <summary>What it costs at least to put a vector together from elements that do not follow each other, in additions for each of its lanes.</summary>
    private const int StridedCost = 1;

    private readonly MemoryObjects memory;
    private readonly LoopOrder order;
    private readonly KnownElements known;
    private readonly UseSites uses;
    private readonly HashSet<Value> unspecified;
    private readonly Dictionary<Value, Let> definitions = [];

    private VectorPlanner(Function function)
    {
        (memory, order, known, uses, unspecified) = (MemoryObjects.Of(function), LoopOrder.Of(function), KnownElements.Of(function), UseSites.Of(function), Unspecified.In(function));
        foreach (Let let in Walk.Lets(function.Body))
        {
            foreach (Value target in let.Targets) definitions[target] = let;
        }
    }

    public MemoryObjects Memory => memory;

    public LoopOrder Order => order;

    public KnownElements Known => known;

    public static VectorPlanner Of(Function function) => Analyses<VectorPlanner>.Of(function, static function => new(function));

    /// <summary>The plan, or the reason why there is none.</summary>
    public (VectorPlan? Plan, string Reason) PlanOf(For loop)
    {
        if (loop.MayExit || loop.Body.EndsInThrow) return No("it may be left early");
        if (ConstantOf(loop.Step) != 1 || loop.Lower.Type != ScalarType.Int32) return No(loop.Reversed ? "its iterations depend on the ones before" : "its index does not count up by one");
        if (MostIterations(loop) < FewestIterations) return No("it has few iterations");
        if (HasLanes(loop)) return No("it computes along several directions side by side");

        Variation variation = Variation.Of(loop, memory, ConstantOf);
        Winner? winner = Winner.Of(loop, variation, uses);
        MemorySum[] sums = [.. UpdatesIn(loop.Body, variation.IsOutside)], scatters = [.. UpdatesIn(loop.Body, variation.IsWhole)];
        if (Walk.Lets(loop.Body).Where(let => !sums.Concat(scatters).Any(sum => ReferenceEquals(sum.Store, let.Operation))).Select(let => Obstacle(let, variation)).FirstOrDefault(static obstacle => obstacle is not null) is { } found) return No(found);
        ScalarType[] lanes = [.. Numbers(loop, variation).Distinct()];
        if (lanes is not [var lane]) return No(lanes.Length == 0 ? "it computes with no numbers" : "it computes with float and double");
        if (Walk.Lets(loop.Body).Select(let => ObstacleOf(let, lane, variation)).FirstOrDefault(static obstacle => obstacle is not null) is { } mixed) return No(mixed);

        Primitive?[] reductions = winner is null ? [.. Enumerable.Range(0, loop.Initial.Count).Select(i => ReductionOf(loop, i))] : [];
        if (reductions.Contains(null)) return No("what an iteration computes depends on the ones before");
        Separation[]?[] separations = [.. order.Written(loop).Where(accesses => !order.AreSums(accesses)).Select(accesses => SeparationsOf(accesses, variation))];
        if (separations.Contains(null)) return No("an iteration may read what another one writes");
        Separation[] apart = [.. separations.SelectMany(static found => found!).Distinct()];
        if (apart.Length > MostSeparations) return No("it takes too many comparisons to find out whether an iteration reads what another one writes");
        if (loop.Reversed && winner is not null) return No("its iterations depend on the ones before");
        bool isSeen = order.Written(loop).SelectMany(static accesses => accesses).Any(access => access.Writes && !memory.Objects(access.Memory).All(unspecified.Contains));
        if (isSeen && Accesses.Of(loop.Body).Any(access => access.Index is { } index && variation.IsWhole(index))) return No("what it writes may be seen where an element that it looks for is not there");
        int cost = Walk.Lets(loop.Body).Sum(let => let.Operation is Apply apply && !variation.IsUniform(let.Target) && !variation.IsOfIndex(let.Target) ? apply.Primitive.Cost : 0);
        if (cost < Walk.Lets(loop.Body).Sum(let => AssemblyCost(let.Operation, variation))) return No("it does little with elements that do not follow each other");
        return (new VectorPlan(lane, variation, reductions.Select(static reduction => reduction!).ToEquatableArray(), sums.ToEquatableArray(), Elements(loop, variation), ConstantOf(loop.Lower) == 0, cost, apart.ToEquatableArray(), scatters.ToEquatableArray(), winner), "");
    }

    /// <summary>What it costs to put a vector together from elements that do not follow each other, or to take it apart, in additions.</summary>
    private static int AssemblyCost(Operation operation, Variation variation)
    {
        Value? index = operation is Load load ? load.Index : operation is Store store ? store.Index : null;
        return index is null ? 0 : variation.StrideOf(index) is not null || variation.IsWhole(index) ? StridedCost : 0;
    }

    /// <summary>It computes with vectors already.</summary>
    public static bool HasLanes(For loop)
    {
        bool found = false;
        Walk.Definitions(loop.Body, Visit);
        Walk.Uses(loop.Body, Visit);
        return found;

        void Visit(Value value) => found |= value.Type is VectorType or MemoryType { Leaf: VectorType };
    }

    /// <summary>How many iterations there are at most, where that is known: between constants, at the beginning of a range, or at its end.</summary>
    private long? MostIterations(For loop)
    {
        if (Operands(loop.Upper, Selection.Min) is { } ends && ConstantOf(loop.Lower) is { } first) return ends.Min(ConstantOf) - first;
        if (Operands(loop.Lower, Selection.Max) is { } begins) return begins.Select(begin => Operands(begin, Arithmetic.Subtract) is [var end, var count] && end == loop.Upper ? ConstantOf(count) : null).FirstOrDefault(static count => count is not null);
        return ConstantOf(loop.Upper) - ConstantOf(loop.Lower);

        EquatableArray<Value>? Operands(Value value, Primitive primitive) => definitions.TryGetValue(value, out Let? let) && let.Operation is Apply apply && apply.Primitive == primitive ? apply.Operands : null;
    }

    /// <summary>The elements that are added to at indices of a kind.</summary>
    private IEnumerable<MemorySum> UpdatesIn(Block block, Func<Value, bool> isIndex)
    {
        foreach (Let let in block.Lets)
        {
            if (let.Operation is Load { Leaf.Length: 0 } load && isIndex(load.Index) && order.Update(block, let) is { Operation: Store store }) yield return new(load, let.Target, store);
            foreach (MemorySum sum in Walk.Blocks(let.Operation).SelectMany(nested => UpdatesIn(nested, isIndex))) yield return sum;
        }
    }

    private static (VectorPlan?, string) No(string reason) => (null, reason);

    /// <summary>Why an operation cannot be computed for all lanes at once; null where it can.</summary>
    private static string? Obstacle(Let let, Variation variation)
    {
        switch (let.Operation)
        {
            case For or While:
                return "there is a loop in it";
            case If or Constant or Length:
                return null;
            case Load { Leaf.Length: 0 } load when variation.IsWhole(load.Index) && variation.IsOutside(load.Memory) && load.Memory.Type is MemoryType { Form: not MemoryForm.Matrix, Element.IsFloating: true }:
                return null;
            case Load { Leaf.Length: 0 } load:
                return Obstacle(load.Memory, load.Index, variation);
            case Store { Leaf.Length: 0 } store:
                return variation.IsUniform(store.Index) ? "all iterations write one element" : Obstacle(store.Memory, store.Index, variation);
            case Apply apply when apply.Primitive.MayThrow(apply.Operands):
                return "it may throw";
            case Apply apply when variation.IsUniform(let.Target) || variation.IsOfIndex(let.Target) || variation.IsWhole(let.Target) || IsOfLanes(apply):
                return null;
            case Apply apply:
                return $"{apply.Primitive.Name} of {TypeText.Of(apply.Operands[0].Type)} is not computed in vectors";
            default:
                return $"{let.Operation.GetType().Name.ToLowerInvariant()} is not computed in vectors";
        }
    }

    private static string? Obstacle(Value memory, Value index, Variation variation) =>
        !variation.IsOutside(memory) ? "which memory it reads or writes depends on the iteration"
        : variation.IsOutside(index) || variation.IsOfIndex(index) ? null
        : "the elements that it reads or writes do not follow each other";

    private static bool IsOfLanes(Apply apply)
    {
        if (apply.Primitive == Arithmetic.Convert) return apply.Operands[0].Type == ScalarType.Int32;
        if (apply.Primitive == Arithmetic.Select) return apply.Operands[1].Type.IsFloating || apply.Operands[1].Type == ScalarType.Bool;
        if (apply.Operands[0].Type == ScalarType.Bool) return VectorFunctions.HasOfMasks(apply.Primitive);
        return VectorFunctions.Has(apply.Primitive) && (apply.Operands[0].Type.IsFloating || apply.Primitive.ResultRule == ResultRule.Bool);
    }

    /// <summary>The types of the floating numbers that differ between iterations, or are written in all.</summary>
    private static IEnumerable<ScalarType> Numbers(For loop, Variation variation) => Walk.Lets(loop.Body)
        .SelectMany(let => let.Operation is Store store ? [store.Element] : let.Targets.Where(target => !variation.IsUniform(target)))
        .Concat(loop.Body.Arguments)
        .Where(static value => value.Type.IsFloating)
        .Select(static value => (ScalarType)value.Type);

    /// <summary>Whole numbers are known by the index; they are compared, or become numbers of the lane's type.</summary>
    private static string? ObstacleOf(Let let, ScalarType lane, Variation variation)
    {
        if (let.Operation is Apply { Primitive.ResultRule: ResultRule.Bool } comparison && comparison.Operands.Any(operand => operand.Type is ScalarType { IsInteger: true } && !variation.IsUniform(operand) && !IsExact(operand))) return "it compares whole numbers that may wrap around";
        bool isOdd = let.Operation switch
        {
            _ when let.Targets.Count == 1 && variation.IsWhole(let.Target) => false,
            Apply apply when variation.IsUniform(let.Target) || variation.IsOfIndex(let.Target) => false,
            Apply { Primitive.ResultRule: ResultRule.Bool } apply => apply.Operands[0].Type is ScalarType { IsInteger: true } && apply.Operands[0].Type != ScalarType.Int32,
            Apply apply when apply.Primitive == Arithmetic.Convert => !IsExact(apply.Operands[0]) || let.Target.Type != lane,
            Load => !variation.IsUniform(let.Target) && let.Target.Type != lane,
            Store store => store.Element.Type != lane,
            _ => false,
        };
        return isOdd ? "it computes with numbers of several types" : null;

        bool IsExact(Value whole) => variation.OffsetOf(whole) is not null || variation.IsReadWhole(whole);
    }

    private Primitive? ReductionOf(For loop, int carried)
    {
        Value argument = loop.Body.Arguments[carried + 1];
        if (!argument.Type.IsFloating) return null;
        if (order.IsSum(loop, carried)) return Arithmetic.Add;
        return uses[argument] is [{ Let.Operation: Apply { Primitive: var primitive } apply } only] && ReferenceEquals(only.Block, loop.Body) && only.Let!.Target == loop.Body.Results[carried] && apply.Operands.Count == 2
            && uses[only.Let.Target].Count() == 1 && (primitive == Arithmetic.Multiply || primitive == Selection.Max || primitive == Selection.Min)
            ? primitive
            : null;
    }

    /// <summary>What has to be found out in front of the loop for each iteration to have its elements to itself; null where that cannot be.</summary>
    private Separation[]? SeparationsOf(Access[] accesses, Variation variation)
    {
        (Value Memory, EquatableArray<(bool IsSubtracted, Value Term)>? Offset, Access Access)[] places = [.. accesses.Select(access => (access.Memory, access.Index is { } index ? variation.OffsetOf(index) : null, access))];
        if (places.Any(static place => place.Offset is null)) return null;
        List<Separation> found = [];
        for (int i = 0; i < places.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                var (one, other) = (places[i], places[j]);
                bool isSame = one.Memory == other.Memory && one.Offset == other.Offset;
                if (isSame || !(one.Access.Writes || other.Access.Writes) || !memory.MayOverlap(one.Memory, other.Memory)) continue;
                if (!AreComparable(one.Memory, other.Memory) || (one.Memory == other.Memory && AreNeighbours(one.Offset!.Value, other.Offset!.Value))) return null;
                bool isListed = found.Exists(pair => IsPair(pair, one.Access, other.Access) || IsPair(pair, other.Access, one.Access));
                if (!isListed) found.Add(new(one.Memory, one.Access.Index!, other.Memory, other.Access.Index!));
            }
        }

        return [.. found];

        bool IsPair(Separation pair, Access one, Access other) =>
            pair.Memory == one.Memory && pair.Other == other.Memory && variation.OffsetOf(pair.Index) == variation.OffsetOf(one.Index!) && variation.OffsetOf(pair.OtherIndex) == variation.OffsetOf(other.Index!);

        bool AreComparable(Value one, Value other) =>
            one.Type is MemoryType { Form: not MemoryForm.Matrix } && other.Type is MemoryType { Form: not MemoryForm.Matrix } && variation.IsOutside(one) && variation.IsOutside(other) && ((MemoryType)one.Type).Element == ((MemoryType)other.Type).Element;
    }

    /// <summary>The one is always as far from the other: some iteration comes to where another has been.</summary>
    private bool AreNeighbours(EquatableArray<(bool IsSubtracted, Value Term)> one, EquatableArray<(bool IsSubtracted, Value Term)> other)
    {
        var rest = other.ToList();
        return one.Where(term => !rest.Remove(term)).Concat(rest).All(term => ConstantOf(term.Term) is not null);
    }

    private EquatableArray<(Value Memory, Value Index)> Elements(For loop, Variation variation)
    {
        List<(Value Memory, Value Index)> elements = [];
        foreach (Let let in Walk.Lets(loop.Body))
        {
            (Value? touched, Value? index) = let.Operation switch
            {
                Load load => (load.Memory, load.Index),
                Store store => (store.Memory, store.Index),
                _ => default,
            };
            if (touched is null || known.IsThere(touched, index!) || variation.IsWhole(index!)) continue;
            bool isListed = elements.Exists(element => IsAsLong(element.Memory, touched) && (element.Index == index || (variation.OffsetOf(index!) is { } offset && variation.OffsetOf(element.Index) == offset)));
            if (!isListed) elements.Add((touched, index!));
        }

        return elements.ToEquatableArray();

        bool IsAsLong(Value one, Value other) => one == other || (known.LengthOf(one) is { } length && length == known.LengthOf(other));
    }

    /// <summary>The definition of a constant; null where the value is none.</summary>
    public Let? ConstantAt(Value value) => definitions.TryGetValue(value, out Let? let) && let.Operation is Constant ? let : null;

    /// <summary>The bits of a constant; null where the value is none.</summary>
    public long? ConstantOf(Value value) => (ConstantAt(value)?.Operation as Constant)?.Bits;
}
