using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Goes through a nest of loops and finds what cannot be computed for all lanes at once, what has to run lane by lane, and what has to be known in front of it.</summary>
internal sealed class NestCheck(
    NestVariation variation, For loop, MemoryObjects memory, IReadOnlyDictionary<Value, MemoryRole> roles, ScalarType lane, KnownElements known, IReadOnlyDictionary<Value, Let> definitions)
{
    private readonly List<Let> rooms = [];
    private readonly List<NestRow> rows = [];
    private readonly Dictionary<Let, (Value Row, Value Column)> rowElements = new(ByIdentity.Instance);
    private readonly List<(Value End, Value Memory)> ends = [];
    private readonly List<(Value Memory, Value Index)> neighbours = [];
    private readonly HashSet<Value> direct = [];
    private int depth;
    private readonly Dictionary<Value, For> loops = [];

    public HashSet<Let> Serial { get; } = new(ByIdentity.Instance);

    public HashSet<Let> Known { get; } = new(ByIdentity.Instance);

    public EquatableArray<Let> Rooms => rooms.ToEquatableArray();

    public EquatableArray<NestRow> Rows => rows.ToEquatableArray();

    public IReadOnlyDictionary<Let, (Value Row, Value Column)> RowElements => rowElements;

    public EquatableArray<(Value End, Value Memory)> Ends => ends.Distinct().ToEquatableArray();

    public EquatableArray<(Value Memory, Value Index)> Neighbours => neighbours.ToEquatableArray();

    public EquatableArray<Value> Wide => roles.Keys.Where(item => variation.IsWide(item) && !direct.Contains(item)).ToEquatableArray();

    public EquatableArray<Value> Sums => Wide.Where(item => roles[item] == MemoryRole.Sum).ToEquatableArray();

    /// <summary>Why the lanes cannot be computed together; null where they can.</summary>
    public string? Obstacle()
    {
        if (Obstacle(loop.Body, isChosen: false) is { } found) return found;

        // What only single lanes add to is added to where it is.
        Access[] accesses = [.. Accesses.Of(loop.Body)], serial = [.. Serial.SelectMany(let => Accesses.Of(Block.Empty, let))];
        foreach (Value item in roles.Keys.Where(item => roles[item] == MemoryRole.Sum))
        {
            if (accesses.Where(access => memory.Object(access.Memory) == item).All(access => serial.Any(other => ReferenceEquals(other.Let, access.Let)))) direct.Add(item);
        }

        return Serial.SelectMany(static let => Walk.Blocks(let.Operation).SelectMany(Walk.Lets).Prepend(let)).Any(let => let.Operation is Slice slice && memory.Object(slice.Memory) is { } item && variation.IsWide(item) && !direct.Contains(item))
            ? "a part of memory depends on the iteration"
            : null;
    }

    private string? Obstacle(Block block, bool isChosen)
    {
        foreach (Let let in block.Lets)
        {
            (int roomsBefore, int rowsBefore) = (rooms.Count, rows.Count);
            if (Obstacle(let, isChosen) is not { } obstacle) continue;
            bool isCheap = let.Operation is Load && Known.Contains(let);
            if (((isChosen || depth > 0) && !isCheap) || !MayBeSerial(let)) return obstacle;
            rooms.RemoveRange(roomsBefore, rooms.Count - roomsBefore);
            rows.RemoveRange(rowsBefore, rows.Count - rowsBefore);
            Serial.Add(let);
        }

        return null;
    }

    /// <param name="isChosen">Only some lanes come here.</param>
    private string? Obstacle(Let let, bool isChosen)
    {
        switch (let.Operation)
        {
            case Constant or Length:
                return null;
            case Apply apply:
                return Obstacle(apply, let.Target, isChosen);
            case Load { Leaf.Length: 0 } load when roles[memory.Object(load.Memory)!] == MemoryRole.Shared && variation.IsUniform(load.Memory):
                return ObstacleOfShared(let, load, isChosen);
            case Load { Leaf.Length: 0 } load:
                return Element(let, load.Memory, load.Index, let.Target, isChosen);
            case Store { Leaf.Length: 0 } store:
                return Element(let, store.Memory, store.Index, store.Element, isChosen);
            case Slice slice:
                return Obstacle(let, slice, isChosen);
            case Row row:
                return Walk.Operands(row).All(variation.IsUniform) && !(isChosen && row.MayThrow) && roles[memory.Object(row.Memory)!] == MemoryRole.Shared ? null : "a row of memory depends on the iteration";
            case Fill fill:
                return isChosen || !variation.IsUniform(fill.Memory) ? "only some iterations fill memory" : null;
            case Copy copy:
                return isChosen || !variation.IsUniform(copy.Destination) || IsWide(copy.Source) != IsWide(copy.Destination) ? "it copies between iterations" : null;
            case Alloc alloc:
                if (isChosen || alloc.Columns is not null || alloc.Length.Type != ScalarType.Int32 || !variation.IsOutside(alloc.Length)) return "how much memory it needs depends on the iteration";
                rooms.Add(let);
                return null;
            case For nested:
                if (nested.MayExit || nested.Body.EndsInThrow) return "a loop in it may be left early";
                if (!variation.IsUniform(nested.Lower) || !variation.IsUniform(nested.Upper) || !variation.IsUniform(nested.Step)) return "how many iterations a loop in it has depends on the iteration";
                loops[nested.Body.Arguments[0]] = nested;
                depth++;
                string? found = Obstacle(nested.Body, isChosen) ?? Obstacle(let.Targets, nested.Initial.Concat(nested.Body.Results));
                depth--;
                return found;
            case If branch:
                bool chooses = isChosen || !variation.IsUniform(branch.Condition);
                if (chooses && (branch.Then.EndsInThrow || branch.Else.EndsInThrow)) return "it may throw";
                return Obstacle(branch.Then, chooses) ?? Obstacle(branch.Else, chooses) ?? Obstacle(let.Targets, branch.Then.Results.Concat(branch.Else.Results));
            case Scope scope:
                return Obstacle(scope.Body, isChosen) ?? Obstacle(let.Targets, scope.Body.Results);
            case OpaqueCall { RunsOnce: false, Effects: not Effects.Reads }:
                return Walk.Operands(let.Operation).All(variation.IsUniform) ? isChosen ? "it may throw" : null : "C# is not computed in vectors";
            case Throw thrown:
                return isChosen || !thrown.Arguments.All(variation.IsUniform) ? "it may throw" : null;
            default:
                return $"{let.Operation.GetType().Name.ToLowerInvariant()} is not computed in vectors";
        }
    }

    private string? Obstacle(EquatableArray<Value> targets, IEnumerable<Value> sources) =>
        targets.Any(target => variation.IsVarying(target) && target.Type != lane && target.Type != ScalarType.Bool && target.Type != ScalarType.Int32) ? "it computes with numbers of several types"
        : sources.All(IsExact) ? null : "whole numbers in it may wrap around";

    /// <summary>Is it the same in the lanes, which hold 64 bits beside numbers of double, as in the loop, where it wraps around? Multiples of the index may not be, unless they
    /// are places in a row, which has been asked for in front of the nest.</summary>
    private bool IsExact(Value value) => lane != ScalarType.Double || variation.StrideOf(value) is not { Count: > 0 } || rowElements.Keys.Any(let => ((Load)let.Operation).Index == value);

    private string? Obstacle(Apply apply, Value target, bool isChosen)
    {
        bool mayThrow = apply.Primitive.MayThrow(apply.Operands);
        if (variation.IsUniform(target)) return isChosen && mayThrow ? "it may throw" : null;
        if (mayThrow) return "it may throw";
        if (variation.StrideOf(target) is not null) return null;
        if (!apply.Operands.All(IsExact)) return "whole numbers in it may wrap around";
        if (target.Type.IsFloating && target.Type != lane) return "it computes with numbers of several types";
        bool isKnown = apply.Primitive == Arithmetic.Convert ? apply.Operands[0].Type == ScalarType.Int32 && target.Type == lane
            : apply.Primitive == Arithmetic.Select ? target.Type == lane || target.Type == ScalarType.Bool || target.Type == ScalarType.Int32
            : apply.Operands[0].Type == ScalarType.Bool ? VectorFunctions.HasOfMasks(apply.Primitive)
            : VectorFunctions.Has(apply.Primitive) && (apply.Primitive.ResultRule == ResultRule.Bool ? apply.Operands[0].Type == lane || apply.Operands[0].Type == ScalarType.Int32 : target.Type == lane);
        return isKnown ? null : $"{apply.Primitive.Name} of {TypeText.Of(apply.Operands[0].Type)} is not computed in vectors";
    }

    private string? ObstacleOfShared(Let let, Load load, bool isChosen)
    {
        if (variation.IsUniform(load.Index)) return isChosen && !IsThere(load.InRange, load.Memory, load.Index) ? "it may throw" : null;
        if (!variation.IsOutside(load.Memory) || load.Memory.Type is MemoryType { Form: MemoryForm.Matrix }) return "the elements that it reads do not follow each other";
        if (variation.StrideOf(load.Index) is { Count: 0 } && IsOne(loop.Step) && IsFromOutside(load.Index))
        {
            if (!known.IsThere(load.Memory, load.Index)) neighbours.Add((load.Memory, load.Index));
            Known.Add(let);
            return let.Target.Type == lane ? null : "it computes with numbers of several types";
        }

        return let.Target.Type == lane && RowElement(load) is { } element && (rowElements[let] = element) is var _ ? null : "the elements that it reads do not follow each other";
    }

    /// <summary>An element of a row that belongs to the iteration of the nest, in a column that a loop in it counts.</summary>
    private (Value Row, Value Column)? RowElement(Load load)
    {
        if (!definitions.TryGetValue(load.Index, out Let? let) || let.Operation is not Apply { Operands: [var x, var y] } apply || apply.Primitive != Arithmetic.Add) return null;
        (Value start, Value column) = variation.IsUniform(x) ? (y, x) : (x, y);
        if (!variation.IsUniform(column) || !IsProduct(start) || !loops.TryGetValue(column, out For? nested) || !IsAtLeast(nested.Lower, 0) || !IsAtLeast(nested.Step, 1) || !variation.IsOutside(nested.Upper)) return null;
        NestRow? row = rows.Find(other => other.Let is null && other.Memory == load.Memory && other.Start == start && other.Count == nested.Upper);
        if (row is null) rows.Add(row = new(new Value(-1 - rows.Count, load.Memory.Type, load.Memory.Name), load.Memory, start, nested.Upper, Let: null));
        return (row.Key, column);
    }

    /// <summary>Is it the index of the nest, and something from outside?</summary>
    private bool IsFromOutside(Value index) =>
        index == loop.Body.Arguments[0] || (definitions.TryGetValue(index, out Let? let) && let.Operation is Apply { Operands: [var x, var y] } && (variation.IsOutside(x) ? IsFromOutside(y) : variation.IsOutside(y) && IsFromOutside(x)));

    /// <summary>An element of memory that each lane has for itself, or that holds the same for all.</summary>
    private string? Element(Let let, Value part, Value index, Value element, bool isChosen)
    {
        if (!variation.IsUniform(index)) return "the elements that it reads or writes depend on the iteration";
        if (memory.Object(part) is { } item && variation.IsWide(item))
        {
            if (element.Type != lane) return "it computes with numbers of several types";
            if (part != item && variation.IsOutside(part)) return "all iterations add to a part of memory";
        }

        bool isInRange = let.Operation is Load { InRange: true } or Store { InRange: true };
        if (IsThere(isInRange, part, index)) Known.Add(let);
        else if (isChosen) return "it may throw";
        else if (variation.IsOutside(part) && loops.TryGetValue(index, out For? nested) && IsAtLeast(nested.Lower, 0) && IsAtLeast(nested.Step, 1) && variation.IsOutside(nested.Upper))
        {
            ends.Add((nested.Upper, part));
            Known.Add(let);
        }

        return null;
    }

    private string? Obstacle(Let let, Slice slice, bool isChosen)
    {
        if (slice.Start.Type != ScalarType.Int32 || slice.Count.Type != ScalarType.Int32 || !variation.IsUniform(slice.Memory) || !variation.IsUniform(slice.Count)) return "a part of memory depends on the iteration";
        if (variation.IsUniform(slice.Start)) return isChosen && !slice.InRange ? "it may throw" : null;
        bool isRow = !isChosen && roles[memory.Object(slice.Memory)!] == MemoryRole.Shared && slice.Memory.Type is MemoryType { Form: not MemoryForm.Matrix } type && type.Element == lane
            && variation.IsOutside(slice.Memory) && variation.IsOutside(slice.Count) && variation.StrideOf(slice.Start) is not null && IsProduct(slice.Start);
        if (!isRow) return "a part of memory depends on the iteration";
        rows.Add(new(let.Target, slice.Memory, slice.Start, slice.Count, let));
        return null;
    }

    /// <summary>Is it the index of the nest times something from outside?</summary>
    private bool IsProduct(Value start) =>
        start == loop.Body.Arguments[0]
        || (definitions.TryGetValue(start, out Let? let) && let.Operation is Apply { Operands: [var x, var y] } apply && apply.Primitive == Arithmetic.Multiply && (variation.IsOutside(x) ? IsProduct(y) : variation.IsOutside(y) && IsProduct(x)));

    /// <summary>May it run for one lane after the other? In a loop that would take too long. Then it throws nothing that would be thrown for the first time, or nothing else does.</summary>
    private bool MayBeSerial(Let let)
    {
        if (!let.Targets.All(target => target.Type == lane || target.Type == ScalarType.Int32 || target.Type == ScalarType.Bool)) return false;
        Let[] inner = [.. Walk.Blocks(let.Operation).SelectMany(Walk.Lets).Prepend(let)];
        HashSet<Value> own = [.. inner.SelectMany(static nested => nested.Targets)];
        return Array.TrueForAll(inner, nested =>
            nested.Operation is Constant or Apply or Load { Leaf.Length: 0 } or Store { Leaf.Length: 0 } or Slice or Length or For { MayExit: false } or If or OpaqueCall { RunsOnce: false, Effects: not Effects.Reads }
            && (nested.Origin?.Sweep == Sweep.Reverse || !Effect.MayThrow(nested.Operation) || Known.Contains(nested) || (nested.Operation is OpaqueCall && IsOnlyToThrow(let, nested)))
            && Walk.Operands(nested.Operation).All(operand => own.Contains(operand) || variation.IsUniform(operand) || operand.Type is not ScalarType || operand.Type == lane || operand.Type == ScalarType.Bool || operand.Type == ScalarType.Int32 || variation.StrideOf(operand) is not null));
    }

    /// <summary>Whichever iteration throws first, it is the same exception: nothing else throws any.</summary>
    private bool IsOnlyToThrow(Let let, Let thrower)
    {
        if (!ReferenceEquals(let, thrower)) return false;
        foreach (Let other in Walk.Lets(loop.Body)) Place(other);
        return Walk.Lets(loop.Body).All(other => ReferenceEquals(other, thrower) || other.Origin?.Sweep == Sweep.Reverse || !Effect.MayThrow(other.Operation) || IsThere(other));

        void Place(Let other)
        {
            if (other.Operation is For nested) loops[nested.Body.Arguments[0]] = nested;
        }
    }

    private bool IsThere(Let let) => let.Operation switch
    {
        Load load => known.IsThere(load.Memory, load.Index),
        Store store => known.IsThere(store.Memory, store.Index),
        _ => false,
    };

    private bool IsWide(Value part) => !variation.IsUniform(part) || (memory.Object(part) is { } item && variation.IsWide(item));

    private bool IsThere(bool isInRange, Value part, Value index) => isInRange || known.IsThere(part, index);

    private bool IsOne(Value value) => definitions.TryGetValue(value, out Let? let) && let.Operation is Constant { Bits: 1 };

    private bool IsAtLeast(Value value, long bound) => definitions.TryGetValue(value, out Let? let) && let.Operation is Constant constant && constant.Bits >= bound;
}
