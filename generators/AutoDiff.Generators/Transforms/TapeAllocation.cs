using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>Makes the tapes, at the level of the function, where both sweeps see them: a buffer in front of the statement
/// that the nest of loops stands in where all trip counts are known there, else a stack.</summary>
/// <param name="stacksOnly">The function may get back to itself, so that no buffer has room for all of its values.</param>
internal sealed class TapeAllocation(Function primal, ValueNumbers numbers, bool stacksOnly = false)
{
    private readonly Dictionary<Let, Builder> ahead = new(ByIdentity.Instance);
    private readonly Dictionary<Let, Value> trips = new(ByIdentity.Instance);
    private readonly Dictionary<Block, Value> lengths = new(ByIdentity.Instance);
    private readonly Builder stacks = new(numbers);

    /// <summary>The stacks, which stand first in the function.</summary>
    public IReadOnlyList<Let> Stacks => stacks.Lets;

    /// <summary>What stands in front of a statement of the function.</summary>
    public IReadOnlyList<Let> AheadOf(Let let) => ahead.TryGetValue(let, out Builder? builder) ? builder.Lets : [];

    /// <summary>A tape for one value of a loop's body.</summary>
    public Tape Create(Block body, Scopes scopes, Value value)
    {
        var element = (ScalarType)value.Type;
        if (NestOf(body, scopes) is not { } nest) return new StackTape(Stack(element, TapeName(value)));
        return new IndexedTape(nest.Builder.Define(new MemoryType(element, MemoryForm.Span), new Alloc(nest.Length), TapeName(value)), nest.Loops);
    }

    /// <summary>A tape for a snapshot that is taken in a block.</summary>
    public Tape CreateFor(Snapshot snapshot, Block block, Scopes scopes)
    {
        var element = (ScalarType)((MemoryType)snapshot.Copy.Type).Element;
        string? name = TapeName(snapshot.Copy);
        if (NestOf(block, scopes) is not { } nest || Room(snapshot, nest.Builder, scopes) is not { } room)
        {
            return new StackMemoryTape(Stack(element, name), Stack(ScalarType.Int32, null), snapshot);
        }

        Value length = Product([nest.Length, room], nest.Builder);
        return new IndexedMemoryTape(nest.Builder.Define(new MemoryType(element, MemoryForm.Span), new Alloc(length), name), room, nest.Loops, snapshot);
    }

    private static string? TapeName(Value value) => value.Name is null ? null : $"{value.Name}Tape";

    private Value Stack(ScalarType element, string? name) => stacks.Define(new StackType(element), new Stack(), name);

    /// <summary>The loops around a block, outermost first, and how often it runs; null where that is not known ahead.</summary>
    private (Builder Builder, IReadOnlyList<TapedLoop> Loops, Value Length)? NestOf(Block body, Scopes scopes)
    {
        if (stacksOnly) return null;
        List<(Let Let, Block Block)> path = Path(body, scopes);
        Let statement = path[0].Let;
        if (!ahead.TryGetValue(statement, out Builder? builder)) ahead[statement] = builder = new Builder(numbers);
        Let[] loops = path.Select(static step => step.Let).Where(static let => let.Operation is not (If or Scope)).ToArray();
        if (!loops.All(let => let.Operation is For { MayExit: false } loop && Bounds(loop).All(bound => IsAhead(bound, scopes)))) return null;
        List<TapedLoop> nest = [.. loops.Select(let => Taped(let, (For)let.Operation, builder, scopes))];
        if (!lengths.TryGetValue(body, out Value? length))
        {
            length = nest.Count switch
            {
                0 => builder.Int(1),
                1 => nest[0].Trips,
                _ => Product(nest.Select(static item => item.Trips), builder),
            };
            lengths[body] = length = OnlyWhereTaken(path[0], length, builder);
        }

        return (builder, nest, length);
    }

    /// <summary>The most elements that the snapshot may have, where that is known ahead.</summary>
    private Value? Room(Snapshot snapshot, Builder builder, Scopes scopes)
    {
        if (snapshot.Window is var (lower, upper))
        {
            if (!IsAhead(lower, scopes) || !IsAhead(upper, scopes)) return null;
            Value first = Repeat(lower, builder, scopes);
            return builder.Apply(Arithmetic.Subtract, builder.Apply(Selection.Max, Repeat(upper, builder, scopes), first), first);
        }

        if (IsAtTop(snapshot.Part, scopes)) return builder.Length(snapshot.Part);
        Value? count = scopes.Definition(snapshot.Part)?.Operation switch
        {
            Alloc alloc => alloc.Length,
            Slice slice => slice.Count,
            _ => null,
        };
        return count is not null && IsAhead(count, scopes) ? builder.Convert(Repeat(count, builder, scopes), ScalarType.Int32) : null;
    }

    /// <summary>The lets that the block is nested in, from the statement of the function inwards, each with its block that leads there.</summary>
    private static List<(Let Let, Block Block)> Path(Block block, Scopes scopes)
    {
        List<(Let, Block)> path = [];
        while (scopes.Parent(block) is var (let, parent))
        {
            path.Insert(0, (let, block));
            block = parent;
        }

        return path;
    }

    private static Value[] Bounds(For loop) => [loop.Lower, loop.Upper, loop.Step];

    private TapedLoop Taped(Let let, For loop, Builder builder, Scopes scopes)
    {
        if (!trips.TryGetValue(let, out Value? count)) trips[let] = count = Trips(loop, builder, scopes);
        bool countsDown = IsConstant(scopes, loop.Step, -1);
        bool divides = !countsDown && !IsConstant(scopes, loop.Step, 1);
        return new TapedLoop(loop, count, countsDown, DividesWide: divides && scopes.Definition(loop.Lower)?.Operation is not Constant { Bits: >= 0 });
    }

    private Value Trips(For loop, Builder builder, Scopes scopes)
    {
        Value[] bounds = Bounds(loop).Select(bound => Repeat(bound, builder, scopes)).ToArray();
        bool countsUp = loop.Lower.Type == ScalarType.Int32 && IsConstant(scopes, loop.Step, 1) && scopes.Definition(loop.Lower)?.Operation is Constant { Bits: >= 0 };
        if (!countsUp) return builder.Apply(Arithmetic.TripCount, bounds);

        // max(upper, lower) - lower overflows nowhere.
        bool isLength = IsConstant(scopes, loop.Lower, 0) && scopes.Definition(Source(loop.Upper, scopes))?.Operation is Length;
        return isLength ? bounds[1] : builder.Apply(Arithmetic.Subtract, builder.Apply(Selection.Max, bounds[1], bounds[0]), bounds[0]);
    }

    /// <summary>The value is there at the level of the function, or is simple integer arithmetic on what is.</summary>
    private bool IsAhead(Value value, Scopes scopes)
    {
        Value source = Source(value, scopes);
        return IsAtTop(source, scopes)
            || (scopes.Definition(source) is { } let && source.Type is ScalarType { IsInteger: true } && Effect.IsPure(let.Operation)
                && Walk.Operands(let.Operation).All(operand => IsAhead(operand, scopes)));
    }

    private Value Repeat(Value value, Builder builder, Scopes scopes)
    {
        Value source = Source(value, scopes);
        return IsAtTop(source, scopes)
            ? source
            : builder.Define(source.Type, Walk.Rewrite(scopes.Definition(source)!.Operation, operand => Repeat(operand, builder, scopes), static block => block));
    }

    private bool IsAtTop(Value value, Scopes scopes) => ReferenceEquals(scopes.Home(value), primal.Body);

    /// <summary>The count for the length of a slice: it may be known where the slice is not.</summary>
    private Value Source(Value value, Scopes scopes) =>
        !IsAtTop(value, scopes) && scopes.Definition(value)?.Operation is Length length && scopes.Definition(length.Memory)?.Operation is Slice slice
            ? Source(slice.Count, scopes)
            : value;

    private static Value Product(IEnumerable<Value> counts, Builder builder) =>
        counts.Select(count => builder.Convert(count, ScalarType.Int64)).Aggregate((x, y) => builder.Apply(Arithmetic.Capacity, x, y));

    /// <summary>No memory for a nest in a branch that is not taken.</summary>
    private static Value OnlyWhereTaken((Let Let, Block Block) outermost, Value length, Builder builder)
    {
        if (outermost.Let.Operation is not If branch) return length;
        Value none = builder.Number(length.Type, 0);
        bool then = ReferenceEquals(outermost.Block, branch.Then);
        return builder.Apply(Arithmetic.Select, branch.Condition, then ? length : none, then ? none : length);
    }

    private static bool IsConstant(Scopes scopes, Value value, long bits) => scopes.Definition(value)?.Operation is Constant constant && constant.Bits == bits;
}
