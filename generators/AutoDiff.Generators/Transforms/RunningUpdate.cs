using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>Carried numbers of a loop that an iteration either leaves as they are or replaces by what does not depend on them:
/// <c>if (x[i] &gt; best) best = x[i];</c> or <c>best = Math.Max(best, x[i]);</c>.</summary>
/// <param name="carried">Their positions among the carried values.</param>
/// <param name="updated">What they are replaced by.</param>
/// <param name="path">The branches that lead to the update, outermost first.</param>
/// <param name="choice">The minimum or maximum of the old and the new number that decides, if it is no branch.</param>
internal sealed class RunningUpdate(IReadOnlyList<int> carried, IReadOnlyList<Value> updated, IReadOnlyList<RunningUpdate.Turn> path, RunningUpdate.Extreme? choice)
{
    public IReadOnlyList<int> Carried => carried;

    public IReadOnlyList<Value> Updated => updated;

    /// <summary>The lets that the update may use: those of the loop's body and of the branches that lead to it.</summary>
    public IEnumerable<Let> Visible(Block body) => body.Lets.Concat(path.SelectMany(static turn => turn.Taken.Lets));

    /// <summary>A branch, and which of its blocks leads on.</summary>
    internal sealed record Turn(Let Let, bool Then)
    {
        public Block Taken => Then ? ((If)Let.Operation).Then : ((If)Let.Operation).Else;
    }

    /// <summary>A minimum or maximum in which the carried number is one operand.</summary>
    internal sealed record Extreme(Apply Apply, bool CarriedIsFirst)
    {
        public Value New => Apply.Operands[CarriedIsFirst ? 1 : 0];

        /// <summary>The new number has the derivative: a tie gives it to the first operand.</summary>
        public Value IsUpdated(Builder builder)
        {
            Primitive secondIsBeyond = Apply.Primitive == Selection.Max ? Arithmetic.Less : Arithmetic.Greater;
            Value takesSecond = builder.Apply(secondIsBeyond, Apply.Operands[0], Apply.Operands[1]);
            return CarriedIsFirst ? takesSecond : builder.Apply(Arithmetic.Not, takesSecond);
        }
    }

    /// <summary>The first such update of a loop, with all that happens along with it.</summary>
    /// <param name="done">Carried values that are not to be considered.</param>
    public static RunningUpdate? Find(For loop, HashSet<int> done)
    {
        for (int k = 0; k < loop.Initial.Count; k++)
        {
            if (done.Contains(k) || Of(loop, k) is not var (value, path, choice)) continue;
            List<int> carried = [k];
            List<Value> updated = [value];
            for (int other = k + 1; other < loop.Initial.Count && choice is null; other++)
            {
                if (done.Contains(other) || Of(loop, other) is not var (along, theirs, none) || none is not null || !theirs.SequenceEqual(path)) continue;
                carried.Add(other);
                updated.Add(along);
            }

            return new RunningUpdate(carried, updated, path, choice);
        }

        return null;
    }

    /// <summary>The body with the same branches passing on what is to be remembered: the recorded values where there is an update, else what was remembered before.</summary>
    public (Block Body, EquatableArray<Value> Next) Remembering(Block body, Value[] remembered, Value[] recorded, ValueNumbers numbers) =>
        Remembering(body, 0, remembered, recorded, numbers);

    private (Block Block, EquatableArray<Value> Next) Remembering(Block block, int depth, Value[] remembered, Value[] recorded, ValueNumbers numbers)
    {
        if (depth == path.Count)
        {
            var builder = new Builder(numbers);
            foreach (Let let in block.Lets) builder.Append(let);
            EquatableArray<Value> next = [builder.Bool(true), .. recorded];
            if (choice is not null)
            {
                If remembers = new(choice.IsUpdated(builder), new Block([], [], next), new Block([], [], remembered.ToEquatableArray()));
                next = builder.DefineAll(Fresh(remembered, numbers), remembers);
            }

            return (block with { Lets = builder.Lets.ToEquatableArray() }, next);
        }

        Turn turn = path[depth];
        var branch = (If)turn.Let.Operation;
        (Block taken, EquatableArray<Value> inside) = Remembering(turn.Taken, depth + 1, remembered, recorded, numbers);
        taken = taken with { Results = [.. taken.Results, .. inside] };
        Block other = turn.Then ? branch.Else : branch.Then;
        other = other with { Results = [.. other.Results, .. remembered] };
        EquatableArray<Value> passedOn = Fresh(remembered, numbers);
        Let extended = turn.Let with
        {
            Targets = [.. turn.Let.Targets, .. passedOn],
            Operation = new If(branch.Condition, turn.Then ? taken : other, turn.Then ? other : taken),
        };
        return (block with { Lets = block.Lets.Select(let => ReferenceEquals(let, turn.Let) ? extended : let).ToEquatableArray() }, passedOn);
    }

    private static EquatableArray<Value> Fresh(IEnumerable<Value> values, ValueNumbers numbers) =>
        values.Select(value => numbers.Create(value.Type, value.Name)).ToEquatableArray();

    private static (Value Updated, IReadOnlyList<Turn> Path, Extreme? Choice)? Of(For loop, int k)
    {
        int flag = loop.MayExit ? 1 : 0;
        if (loop.Body.Results.Count == 0) return null;
        Value argument = loop.Body.Arguments[k + 1], result = loop.Body.Results[k + flag];
        if (!argument.Type.IsFloating || result == argument) return null;
        List<Turn> path = [];
        (Value updated, Extreme? choice) = Follow(loop.Body, result, argument, path);
        if (path.Count == 0 && choice is null) return null;

        // The derivative may go from the old number to the next by being left alone, and nowhere else.
        HashSet<Value> reached = Reached(loop.Body, argument);
        bool goesElsewhere = reached.Contains(updated)
            || reached.Any(static value => value.Type is MemoryType or StackType)
            || loop.Body.Results.Where((_, i) => i != k + flag).Any(reached.Contains);
        return goesElsewhere ? null : (updated, path, choice);
    }

    /// <summary>Follows a result through the branches that may leave the old number as it is.</summary>
    private static (Value Updated, Extreme? Choice) Follow(Block block, Value result, Value argument, List<Turn> path)
    {
        foreach (Let let in block.Lets)
        {
            int i = let.Targets.ToList().IndexOf(result);
            if (i < 0) continue;
            switch (let.Operation)
            {
                case Apply { Operands: [_, var derivative] } apply when apply.Primitive == Arithmetic.WithDerivativeOf:
                    return Follow(block, derivative, argument, path);
                case Apply { Operands: [var first, var second] } apply when (apply.Primitive == Selection.Max || apply.Primitive == Selection.Min) && (first == argument) != (second == argument):
                    var choice = new Extreme(apply, first == argument);
                    return (choice.New, choice);
                case If { Then.EndsInThrow: false, Else.EndsInThrow: false } branch when branch.Then.Results[i] == argument != (branch.Else.Results[i] == argument):
                    bool then = branch.Else.Results[i] == argument;
                    path.Add(new Turn(let, then));
                    return Follow(then ? branch.Then : branch.Else, (then ? branch.Then : branch.Else).Results[i], argument, path);
            }

            break;
        }

        return (result, null);
    }

    /// <summary>What a derivative may go on to from a value.</summary>
    private static HashSet<Value> Reached(Block body, Value from)
    {
        HashSet<Value> reached = [from];
        int before;
        do
        {
            before = reached.Count;
            foreach (Let let in Walk.Lets(body))
            {
                foreach ((Value source, Value target) in Activity.Flows(let))
                {
                    if (reached.Contains(source) && target.Type is MemoryType or StackType or ScalarType { IsFloating: true }) reached.Add(target);
                }
            }
        }
        while (reached.Count > before);
        return reached;
    }
}
