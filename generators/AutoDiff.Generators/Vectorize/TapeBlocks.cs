using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>A stack that a counted loop pushes one number on in each iteration, and that the reverse of the loop takes off again, gets room for all of them in front of the loop. So the loops
/// read and write memory, in any order, and may run over vectors.</summary>
internal sealed class TapeBlocks
{
    private readonly ValueNumbers numbers;
    private readonly Dictionary<Value, Operation> definitions = [];
    private readonly Dictionary<Value, List<(Let? Loop, Let Let)>> uses = [];
    private readonly HashSet<Value> inBlocks = [];

    private TapeBlocks(Function function)
    {
        numbers = ValueNumbers.After(function);
        Find(function.Body, null);
        foreach (Let let in Walk.Lets(function.Body).Where(static let => let.Operation is Stack))
        {
            bool isMirrored = uses.TryGetValue(let.Target, out List<(Let? Loop, Let Let)>? sites)
                && sites is [{ Let.Operation: Push, Loop.Operation: For { Reversed: false } pushing }, { Let.Operation: Pop, Loop.Operation: For { Reversed: true } popping }]
                && CountsUp(pushing) && CountsUp(popping);
            if (isMirrored) inBlocks.Add(let.Target);
        }
    }

    public static Function Run(Function function)
    {
        var pass = new TapeBlocks(function);
        return pass.inBlocks.Count == 0 ? function : function with { Body = pass.Visit(function.Body) };
    }

    /// <param name="loop">The loop whose body the block is; null for another block.</param>
    private void Find(Block block, Let? loop)
    {
        foreach (Let let in block.Lets)
        {
            foreach (Value target in let.Targets) definitions[target] = let.Operation;
            foreach (Value operand in Walk.Operands(let.Operation).Where(static operand => operand.Type is StackType))
            {
                if (!uses.TryGetValue(operand, out var sites)) uses[operand] = sites = [];
                sites.Add((loop, let));
            }

            foreach (Block nested in Walk.Blocks(let.Operation)) Find(nested, let.Operation is For ? let : null);
        }
    }

    private bool CountsUp(For loop) => !loop.MayExit && !loop.Body.EndsInThrow && loop.Lower.Type == ScalarType.Int32 && ConstantOf(loop.Step) == 1;

    private long? ConstantOf(Value value) => definitions.TryGetValue(value, out Operation? operation) && operation is Constant constant ? constant.Bits : null;

    private Block Visit(Block block)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            if (let.Operation is For loop && CountsUp(loop)) builder.Append(let with { Operation = loop with { Body = InBlocks(loop, builder) } });
            else builder.Append(let with { Operation = Walk.Rewrite(let.Operation, static value => value, Visit) });
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }

    /// <summary>The body of a loop with elements of memory in the place of what it pushes and pops.</summary>
    private Block InBlocks(For loop, Builder ahead)
    {
        Block visited = Visit(loop.Body);
        var body = new Builder(numbers);
        Value? count = null, iteration = null;
        foreach (Let let in visited.Lets)
        {
            body.Origin = let.Origin;
            switch (let.Operation)
            {
                case Push push when inBlocks.Contains(push.Tape):
                    body.Store(Room(new Reserve(push.Tape, Count()), push.Tape), Iteration(), push.Element, inRange: true);
                    break;
                case Pop pop when inBlocks.Contains(pop.Tape):
                    body.Append(let with { Operation = new Load(Room(new Release(pop.Tape, Count()), pop.Tape), Iteration(), InRange: true) });
                    break;
                default:
                    body.Append(let);
                    break;
            }
        }

        return body.ToBlock(visited.Arguments, visited.Results);

        Value Room(Operation operation, Value tape) => ahead.Define(new MemoryType(((StackType)tape.Type).Element, MemoryForm.Span), operation, NameOf(tape));

        Value Count() => count ??= IsLength(loop) ? loop.Upper : ConstantOf(loop.Lower) == 0 ? ahead.Apply(Selection.Max, loop.Upper, loop.Lower) : ahead.Apply(Arithmetic.TripCount, loop.Lower, loop.Upper, loop.Step);

        Value Iteration() => iteration ??= ConstantOf(loop.Lower) == 0 ? loop.Body.Arguments[0] : body.Apply(Arithmetic.Subtract, loop.Body.Arguments[0], loop.Lower);
    }

    private bool IsLength(For loop) => ConstantOf(loop.Lower) == 0 && definitions.TryGetValue(loop.Upper, out Operation? upper) && upper is Length;

    private static string? NameOf(Value tape) => tape.Name is { } name ? $"{name}Block" : null;
}
