using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>A loop with loops in it, of which every iteration may have a lane to itself, and what that takes.</summary>
/// <param name="Lane">The type of the numbers that it computes with.</param>
/// <param name="Variation">How its values differ between lanes.</param>
/// <param name="Wide">The objects that have a number for each lane in the place of every element.</param>
/// <param name="Sums">Those of them that all iterations add to.</param>
/// <param name="Rooms">What an iteration allocates.</param>
/// <param name="Rows">The parts of memory of which each iteration has another one.</param>
/// <param name="RowElements">What reads an element of such a part without a slice.</param>
/// <param name="Serial">The statements that run once for each lane.</param>
/// <param name="Known">The elements that are there, or are found to be in front of the loop.</param>
/// <param name="Ends">Loops in it run up to these, at elements of these.</param>
/// <param name="Neighbours">Elements that follow each other from lane to lane, which have to be there.</param>
/// <param name="Short">Where its innermost loops have many iterations, up to these, they run over vectors themselves; empty where they do not.</param>
internal sealed record NestPlan(
    ScalarType Lane,
    NestVariation Variation,
    EquatableArray<Value> Wide,
    EquatableArray<Value> Sums,
    EquatableArray<Let> Rooms,
    EquatableArray<NestRow> Rows,
    IReadOnlyDictionary<Let, (Value Row, Value Column)> RowElements,
    HashSet<Let> Serial,
    HashSet<Let> Known,
    EquatableArray<(Value End, Value Memory)> Ends,
    EquatableArray<(Value Memory, Value Index)> Neighbours,
    EquatableArray<Value> Short);

/// <summary>A row of memory that only one iteration reads, in front of which as many others begin as it starts behind the memory's own start.</summary>
/// <param name="Key">What stands for it: the slice, or a value of its own.</param>
/// <param name="Let">The slice, where there is one.</param>
internal sealed record NestRow(Value Key, Value Memory, Value Start, Value Count, Let? Let);

/// <summary>Finds out whether the iterations of a loop with loops in it may have a lane each, and if not, why.</summary>
internal sealed class NestPlanner
{
    /// <summary>The largest body, by <see cref="CodeSize"/>.</summary>
    private const int Largest = 3000;

    private readonly MemoryObjects memory;
    private readonly LoopOrder order;
    private readonly KnownElements known;
    private readonly VectorPlanner vectors;
    private readonly HashSet<Value> unspecified;
    private readonly Dictionary<Value, Let> definitions = [];

    private NestPlanner(Function function)
    {
        vectors = VectorPlanner.Of(function);
        (memory, order, known, unspecified) = (vectors.Memory, vectors.Order, vectors.Known, Unspecified.In(function));
        foreach (Let let in Walk.Lets(function.Body))
        {
            foreach (Value target in let.Targets) definitions[target] = let;
        }
    }

    public VectorPlanner Vectors => vectors;

    public static NestPlanner Of(Function function) => new(function);

    /// <summary>The plan, or the reason why there is none.</summary>
    public (NestPlan? Plan, string Reason) PlanOf(For loop)
    {
        Let[] lets = [.. Walk.Lets(loop.Body)];
        if (!lets.Any(static let => let.Operation is For)) return No("there is no loop in it");
        if (VectorPlanner.HasLanes(loop)) return No("it computes along several directions side by side");
        if (loop.MayExit || loop.Body.EndsInThrow) return No("it may be left early");
        if (vectors.ConstantOf(loop.Upper) - vectors.ConstantOf(loop.Lower) < VectorPlanner.FewestIterations) return No("it has few iterations");
        if (loop.Reversed || loop.Lower.Type != ScalarType.Int32 || vectors.ConstantOf(loop.Lower) is not >= 0 || !IsPositive(loop.Step)) return No("its index does not count up");
        if (!order.IsFree(loop)) return No("its iterations depend on the ones before");
        if (CodeSize.Of(loop.Body) > Largest) return No("it is too long");

        Dictionary<Value, MemoryRole> roles = [];
        foreach (Value item in lets.SelectMany(static let => Walk.Operands(let.Operation)).Where(static operand => operand.Type is MemoryType).SelectMany(memory.Objects).Distinct())
        {
            if (RoleOf(item, loop, lets) is not { } role) return No("its iterations may share what they write");
            roles[item] = role;
        }

        if (lets.SelectMany(static let => Walk.Operands(let.Operation).Concat(let.Targets)).Any(value => value.Type is MemoryType && memory.Object(value) is null)) return No("which memory it reads or writes depends on the iteration");

        NestVariation variation = NestVariation.Of(loop, memory, roles);
        ScalarType[] lanes = [.. variation.Numbers.Select(static value => (ScalarType)value.Type).Distinct()];
        if (lanes is not [var lane]) return No(lanes.Length == 0 ? "it computes with no numbers" : "it computes with float and double");
        if (loop.Initial.Any(initial => initial.Type != lane)) return No("it carries something else than sums of the numbers that it computes with");

        var check = new NestCheck(variation, loop, memory, roles, lane, known, definitions);
        if (check.Obstacle() is { } obstacle) return No(obstacle);
        return ShortLoops(loop, check.Serial, variation) is { } ends
            ? (new NestPlan(lane, variation, check.Wide, check.Sums, check.Rooms, check.Rows, check.RowElements, check.Serial, check.Known, check.Ends, check.Neighbours, ends), "")
            : No("its loops run for one lane after the other");
    }

    private static (NestPlan?, string) No(string reason) => (null, reason);

    private bool IsPositive(Value step) =>
        vectors.ConstantOf(step) is >= 1 || (definitions.TryGetValue(step, out Let? let) && let.Operation is Apply { Primitive: var primitive } apply && primitive == Selection.Max && apply.Operands.Any(operand => vectors.ConstantOf(operand) is >= 1));

    private MemoryRole? RoleOf(Value item, For loop, Let[] lets)
    {
        Access[] accesses = [.. Accesses.Of(loop.Body).Where(access => memory.MayOverlap(access.Memory, item))];
        if (!Array.Exists(accesses, static access => access.Writes)) return MemoryRole.Shared;
        if (item.Type is not MemoryType { Element: ScalarType, Form: not MemoryForm.Matrix } || !unspecified.Contains(item) || Array.Exists(accesses, access => memory.Object(access.Memory) != item)) return null;
        if (Array.Exists(lets, let => let.Operation is Alloc && let.Target == item) || order.IsPrivate(loop, item)) return MemoryRole.Own;
        return item.Type is MemoryType { Element.IsFloating: true } && order.AreSums(accesses) ? MemoryRole.Sum : null;
    }

    /// <summary>The ends of the innermost loops, where all of them would run over vectors themselves and none of them is known to be short; null where there are none.</summary>
    private EquatableArray<Value>? ShortLoops(For nest, HashSet<Let> serial, NestVariation variation)
    {
        List<(int Depth, For Loop)> innermost = [];
        Visit(nest.Body, 0);
        if (innermost.Count == 0) return null;
        int deepest = innermost.Max(static found => found.Depth);
        HashSet<Value> ends = [];
        foreach ((_, For loop) in innermost.Where(found => found.Depth == deepest))
        {
            if (vectors.PlanOf(loop).Plan is null) return new EquatableArray<Value>([]);
            if (End(loop.Upper) is { } end && variation.IsOutside(end)) ends.Add(end);
        }

        return ends.ToEquatableArray();

        void Visit(Block block, int depth)
        {
            foreach (Let let in block.Lets.Where(let => !serial.Contains(let)))
            {
                if (let.Operation is For loop && !Walk.Lets(loop.Body).Any(static inner => inner.Operation is For)) innermost.Add((depth + 1, loop));
                foreach (Block nested in Walk.Blocks(let.Operation)) Visit(nested, let.Operation is For ? depth + 1 : depth);
            }
        }
    }

    private Value? End(Value upper) => definitions.TryGetValue(upper, out Let? let) && let.Operation is Length { Dimension: 0 } length && definitions.TryGetValue(length.Memory, out Let? made)
        ? made.Operation switch { Slice slice => slice.Count, Alloc alloc => alloc.Length, _ => upper }
        : upper;
}

/// <summary>What memory is to the iterations of a nest.</summary>
internal enum MemoryRole
{
    /// <summary>They only read it.</summary>
    Shared,

    /// <summary>Each uses it for itself.</summary>
    Own,

    /// <summary>They only add to it.</summary>
    Sum,
}
