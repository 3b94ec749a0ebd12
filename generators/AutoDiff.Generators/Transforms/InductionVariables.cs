using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>A whole number that grows by the same in every iteration of a counted loop is not carried: it follows from the index, so that the reverse sweep
/// has it without a tape. Behind the loop it follows from the number of iterations, which lets the loop around it go the same way.</summary>
internal sealed class InductionVariables
{
    private readonly ValueNumbers numbers;
    private readonly Scopes scopes;

    private InductionVariables(Function function) => (numbers, scopes) = (ValueNumbers.After(function), Scopes.Of(function));

    public static Function Run(Function function) => function with { Body = new InductionVariables(function).Visit(function.Body) };

    private Block Visit(Block block)
    {
        var lets = new List<Let>();
        foreach (Let original in block.Lets)
        {
            Let let = original with { Operation = Walk.Rewrite(original.Operation, static value => value, Visit) };
            if (let.Operation is For { Reversed: false } loop && StepOf(loop) is 1 or -1)
            {
                Rewrite(let, (For)let.Operation, lets);
            }
            else
            {
                lets.Add(let);
            }
        }

        return block with { Lets = lets.ToEquatableArray() };
    }

    private void Rewrite(Let let, For loop, List<Let> lets)
    {
        int flag = loop.MayExit ? 1 : 0;
        Builder before = new(numbers) { Origin = let.Origin }, first = new(numbers) { Origin = let.Origin }, after = new(numbers) { Origin = let.Origin };
        var strides = new Strides(loop.Body, before);
        var inBody = new Substitution();
        bool[] keep = Enumerable.Repeat(true, loop.Initial.Count).ToArray();
        for (int k = 0; k < keep.Length; k++)
        {
            Value argument = loop.Body.Arguments[k + 1], target = let.Targets[k + flag];
            if (argument.Type != loop.Body.Arguments[0].Type || strides.Of(loop.Body, k + flag, argument) is not var (sign, stride)) continue;
            keep[k] = false;
            Value now = first.Apply(sign, loop.Initial[k], first.Apply(Arithmetic.Multiply, Distance(loop, loop.Body.Arguments[0], first), stride));
            inBody.Add(argument, first.Name(now, argument.Name));
            Value trips = loop.MayExit ? let.Targets[0] : Distance(loop, Last(loop, after), after);
            Value growth = after.Apply(Arithmetic.Multiply, trips.Type == target.Type ? trips : after.Convert(trips, (ScalarType)target.Type), stride);
            after.DefineAll([target], new Apply(sign, [loop.Initial[k], growth]));
        }

        if (keep.All(static kept => kept))
        {
            lets.Add(let);
            return;
        }

        Block body = inBody.Of(loop.Body);
        lets.AddRange(before.Lets);
        lets.Add(let with
        {
            Targets = Kept(let.Targets, keep, flag),
            Operation = loop with
            {
                Initial = Kept(loop.Initial, keep, 0),
                Body = new Block(Kept(body.Arguments, keep, 1), [.. first.Lets, .. body.Lets], Kept(body.Results, keep, flag)),
            },
        });
        lets.AddRange(after.Lets);
    }

    /// <summary>How many iterations lie between the first index and the given one.</summary>
    private Value Distance(For loop, Value index, Builder builder) =>
        StepOf(loop) > 0 ? builder.Apply(Arithmetic.Subtract, index, loop.Lower) : builder.Apply(Arithmetic.Subtract, loop.Lower, index);

    /// <summary>The index with which the loop ends.</summary>
    private Value Last(For loop, Builder builder) => builder.Apply(StepOf(loop) > 0 ? Selection.Max : Selection.Min, loop.Upper, loop.Lower);

    private long? StepOf(For loop) => (scopes.Definition(loop.Step)?.Operation as Constant)?.Bits;

    private static EquatableArray<Value> Kept(EquatableArray<Value> values, bool[] keep, int always) =>
        values.Where((_, i) => i < always || keep[i - always]).ToEquatableArray();

    /// <summary>By how much carried values grow, computed in front of the loop.</summary>
    private sealed class Strides(Block body, Builder before)
    {
        private readonly Dictionary<Value, Let?> inBody = Definitions(body);
        private readonly Dictionary<Value, Value> known = [];

        /// <summary>What is added to a carried value or subtracted from it; null where that is not the same in every iteration.</summary>
        public (Primitive Sign, Value Stride)? Of(Block body, int result, Value argument)
        {
            if (argument.Type is not ScalarType { IsInteger: true } || body.Results.Count == 0 || !inBody.TryGetValue(body.Results[result], out Let? let)) return null;
            return let?.Operation switch
            {
                Apply { Operands: [var x, var stride] } sum when sum.Primitive == Arithmetic.Add && x == argument => With(sum.Primitive, stride),
                Apply { Operands: [var stride, var x] } sum when sum.Primitive == Arithmetic.Add && x == argument => With(sum.Primitive, stride),
                Apply { Operands: [var x, var stride] } difference when difference.Primitive == Arithmetic.Subtract && x == argument => With(difference.Primitive, stride),
                _ => null,
            };
        }

        private (Primitive, Value)? With(Primitive sign, Value stride) => InFront(stride) is { } found ? (sign, found) : null;

        /// <summary>The value in front of the loop; null where it depends on the iteration.</summary>
        private Value? InFront(Value value)
        {
            if (!inBody.TryGetValue(value, out Let? let)) return value;
            if (known.TryGetValue(value, out Value? found)) return found;
            if (let is null || value.Type is not ScalarType || !Effect.IsPure(let.Operation) || Walk.Operands(let.Operation).Any(operand => InFront(operand) is null)) return null;
            return known[value] = before.Define(value.Type, Walk.Rewrite(let.Operation, operand => InFront(operand)!, static block => block), value.Name);
        }

        private static Dictionary<Value, Let?> Definitions(Block body)
        {
            Dictionary<Value, Let?> definitions = [];
            Walk.Definitions(body, value => definitions[value] = null);
            foreach (Let let in body.Lets)
            {
                foreach (Value target in let.Targets) definitions[target] = let;
            }

            return definitions;
        }
    }
}
