using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>Makes the tapes, at the level of the function, where both sweeps see them: a buffer in front of the statement
/// that the nest of loops stands in where all trip counts are known there, else a stack.</summary>
internal sealed class TapeAllocation(Function primal, ValueNumbers numbers)
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
        string name = value.Name is null ? "tape" : $"{value.Name}Tape";
        List<(Let Let, Block Block)> path = Path(body, scopes);
        Let statement = path[0].Let;
        if (!ahead.TryGetValue(statement, out Builder? builder)) ahead[statement] = builder = new Builder(numbers);
        List<(For, Value)> nest = [];
        foreach ((Let let, _) in path)
        {
            if (let.Operation is If or Scope) continue;
            if (let.Operation is not For { MayExit: false } loop || Trips(let, loop, builder, scopes) is not { } count)
            {
                return new StackTape(stacks.Define(new StackType(element), new Stack(), name));
            }

            nest.Add((loop, count));
        }

        if (!lengths.TryGetValue(body, out Value? length))
        {
            length = nest.Count == 1 ? nest[0].Item2 : Product(nest.Select(static item => item.Item2), builder);
            lengths[body] = length = OnlyWhereTaken(path[0], length, builder);
        }

        return new IndexedTape(builder.Define(new MemoryType(element, MemoryForm.Span), new Alloc(length), name), nest);
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

    private Value? Trips(Let let, For loop, Builder builder, Scopes scopes)
    {
        if (trips.TryGetValue(let, out Value? known)) return known;
        if (Ahead(loop.Lower) is not { } lower || Ahead(loop.Upper) is not { } upper || Ahead(loop.Step) is not { } step) return null;
        bool isLength = IsConstant(scopes, loop.Lower, 0) && IsConstant(scopes, loop.Step, 1) && scopes.Definition(loop.Upper)?.Operation is Length;
        return trips[let] = isLength ? upper : builder.Apply(Arithmetic.TripCount, lower, upper, step);

        Value? Ahead(Value value) => Repeat(value, builder, scopes);
    }

    /// <summary>The value at the level of the function, if it is there already or is simple integer arithmetic on what is.</summary>
    private Value? Repeat(Value value, Builder builder, Scopes scopes)
    {
        if (ReferenceEquals(scopes.Home(value), primal.Body)) return value;
        if (scopes.Definition(value) is not { } let || value.Type is not ScalarType { IsInteger: true } || !Effect.IsPure(let.Operation)) return null;
        Dictionary<Value, Value> operands = [];
        foreach (Value operand in Walk.Operands(let.Operation))
        {
            if (Repeat(operand, builder, scopes) is not { } repeated) return null;
            operands[operand] = repeated;
        }

        return builder.Define(value.Type, Walk.Rewrite(let.Operation, operand => operands[operand], static block => block));
    }

    private static Value Product(IEnumerable<Value> counts, Builder builder) =>
        counts.Select(count => builder.Convert(count, ScalarType.Int64)).Aggregate((x, y) => builder.Apply(Arithmetic.MultiplyChecked, x, y));

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
