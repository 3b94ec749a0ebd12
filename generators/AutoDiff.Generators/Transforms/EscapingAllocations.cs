using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>Memory that a branch or the body of a counted loop makes and passes on is made in front of it: for a loop, as one
/// piece with room for every iteration. Nothing is made anew, so what an earlier iteration has left is still there.</summary>
internal sealed class EscapingAllocations
{
    private readonly ValueNumbers numbers;
    private readonly MemoryObjects memory;

    /// <summary>The allocation of the user's that a moved one has taken the place of.</summary>
    private readonly Dictionary<Value, Value> origins = [];

    /// <summary>Trip counts of inner loops, which an outer one may compute ahead: too many iterations would not fit into memory anyway.</summary>
    private readonly HashSet<Value> trips = [];

    /// <summary>Lengths of other memory, and constants, that are not negative.</summary>
    private readonly HashSet<Value> nonNegative;

    private EscapingAllocations(Function function)
    {
        (numbers, memory) = (ValueNumbers.After(function), MemoryObjects.Of(function));
        nonNegative = [.. Walk.Lets(function.Body).Where(static let => let.Operation is Length or Constant { Bits: >= 0 }).Select(static let => let.Target)];
    }

    public static Function Run(Function function)
    {
        bool isNeeded = Walk.Lets(function.Body).SelectMany(ControlFlow.Of).Any(static flow => flow.To.Type is MemoryType);
        return isNeeded ? function with { Body = new EscapingAllocations(function).Visit(function.Body) } : function;
    }

    /// <summary>Inner blocks first, so that what leaves several of them moves step by step.</summary>
    private Block Visit(Block block)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            Let visited = let with { Operation = Walk.Rewrite(let.Operation, static value => value, Visit) };
            HashSet<Value> passedOn = [.. ControlFlow.Of(let).Where(static flow => flow.To.Type is MemoryType).SelectMany(flow => memory.Objects(flow.To))];
            if (passedOn.Count > 0) visited = visited with { Operation = Walk.Rewrite(visited.Operation, static value => value, nested => MoveOut(nested, visited.Operation, passedOn, builder)) };
            builder.Append(visited);
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }

    private Block MoveOut(Block block, Operation around, HashSet<Value> passedOn, Builder before)
    {
        if (around is While) return block;
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            bool moves = let.Operation is Alloc alloc && passedOn.Contains(Origin(let.Target)) && TryMove(let, alloc, block, around, before, builder);
            if (!moves) builder.Append(let);
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }

    private bool TryMove(Let let, Alloc alloc, Block block, Operation around, Builder before, Builder inside)
    {
        if (around is For && alloc.Columns is not null) return false;
        var ahead = new Builder(numbers) { Origin = let.Origin };
        Value[] lengths = [.. Walk.Operands(alloc).Select(length => Outside(length, block, ahead)).OfType<Value>()];
        if (lengths.Length < Walk.Operands(alloc).Count()) return false;

        // A negative length throws where the memory was made, and only there.
        Value[] operands = [.. Walk.Operands(alloc)];
        foreach (Value length in operands.Where(length => !nonNegative.Contains(length))) ThrowIfNegative(length, inside);
        Value[] counts = [.. lengths.Select((length, i) => nonNegative.Contains(operands[i]) ? length : ahead.Apply(Selection.Max, length, ahead.Number(length.Type, 0)))];
        if (around is For loop) MakeForAll(let, alloc, loop, counts[0], ahead, inside);
        else ahead.Append(let with { Operation = new Alloc(counts[0], counts.Length > 1 ? counts[1] : null) });
        foreach (Let own in ahead.Lets) before.Append(own);
        return true;
    }

    private void MakeForAll(Let let, Alloc alloc, For loop, Value room, Builder ahead, Builder inside)
    {
        Value count = ahead.Apply(Arithmetic.TripCount, loop.Lower, loop.Upper, loop.Step);
        trips.Add(count);
        Value total = ahead.Apply(Arithmetic.Multiply, ahead.Convert(count, ScalarType.Int64), ahead.Convert(room, ScalarType.Int64));
        Value all = ahead.Define(let.Target.Type, new Alloc(total), let.Target.Name is { } name ? $"{name}All" : null);
        origins[all] = Origin(let.Target);

        Value iteration = inside.Apply(Arithmetic.Quotient, inside.Apply(Arithmetic.Subtract, loop.Body.Arguments[0], loop.Lower), loop.Step);
        Value length = inside.Convert(alloc.Length, ScalarType.Int32);
        Value start = inside.Apply(Arithmetic.Multiply, inside.Convert(iteration, ScalarType.Int32), length);
        inside.Append(let with { Operation = new Slice(all, start, length, InRange: true) });
    }

    private static void ThrowIfNegative(Value length, Builder inside)
    {
        Builder then = inside.Nested();
        then.Do(new Throw("new global::System.OverflowException()", []));
        inside.Do(new If(inside.Apply(Arithmetic.Less, length, inside.Number(length.Type, 0)), then.ToBlock([], []), Block.Empty));
    }

    /// <summary>The value in front of the block: known there, or computed there from what is; null where it cannot be.</summary>
    private Value? Outside(Value value, Block block, Builder ahead)
    {
        if (block.Arguments.Contains(value)) return null;
        Let? definition = block.Lets.FirstOrDefault(let => let.Targets.Contains(value));
        if (definition is null) return value;
        if ((!Effect.IsPure(definition.Operation) && !trips.Contains(value)) || Walk.Blocks(definition.Operation).Any()) return null;
        Dictionary<Value, Value> operands = [];
        foreach (Value operand in Walk.Operands(definition.Operation).Distinct())
        {
            if (Outside(operand, block, ahead) is not { } outside) return null;
            operands[operand] = outside;
        }

        Value again = ahead.Define(value.Type, Walk.Rewrite(definition.Operation, operand => operands[operand], static nested => nested), value.Name);
        if (trips.Contains(value)) trips.Add(again);
        return again;
    }

    private Value Origin(Value allocation) => origins.TryGetValue(allocation, out Value? origin) ? origin : allocation;
}
