using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>A loop that looks for the greatest, or the least, of its numbers, and remembers where it first was.</summary>
/// <param name="Best">The position of the best number so far among the carried values.</param>
/// <param name="Choice">Maximum or minimum.</param>
/// <param name="Update">The branch that is taken where a number is better than those before.</param>
/// <param name="Number">The number that is then the best.</param>
/// <param name="Remembered">Of the other carried values, what the branch makes of them: the loop's index, something from outside, or a constant.</param>
internal sealed record Winner(int Best, Primitive Choice, Let Update, Value Number, EquatableArray<Value> Remembered)
{
    /// <summary>Null where the loop does something else as well.</summary>
    public static Winner? Of(For loop, Variation variation, UseSites uses)
    {
        Block body = loop.Body;
        if (body.Lets.Where(static let => let.Operation is If).ToArray() is not [{ Operation: If { Else.Lets.Count: 0 } branch } update] || branch.Then.Lets.Any(static let => let.Operation is not Constant)) return null;
        int[] floating = [.. Enumerable.Range(0, loop.Initial.Count).Where(i => loop.Initial[i].Type.IsFloating)];
        if (floating is not [var best] || loop.Initial.Count < 2 || body.Lets.Any(static let => let.Operation is Store)) return null;
        Value before = body.Arguments[best + 1];
        if (body.Lets.FirstOrDefault(let => let.Targets.Contains(branch.Condition))?.Operation is not Apply condition || ChoiceOf(condition, before) is not var (choice, number)) return null;

        Let? next = body.Lets.FirstOrDefault(let => let.Targets.Contains(body.Results[best]));
        bool isChosen = next?.Operation is Apply apply && apply.Primitive == choice && apply.Operands.Count == 2 && apply.Operands.Contains(before) && apply.Operands.Contains(number);
        if (!isChosen && !(ReferenceEquals(next, update) && Sides(best) == (number, before))) return null;
        if (uses[before].Count != 2 || uses[body.Results[best]].Count != 1) return null;

        Value[] remembered = [.. Enumerable.Range(0, loop.Initial.Count).Where(i => i != best).Select(Remembered).OfType<Value>()];
        return remembered.Length == loop.Initial.Count - 1 ? new(best, choice, update, number, remembered.ToEquatableArray()) : null;

        (Value Then, Value Else)? Sides(int carried) => update.Targets.ToList().IndexOf(body.Results[carried]) is >= 0 and var i ? (branch.Then.Results[i], branch.Else.Results[i]) : null;

        Value? Remembered(int carried) =>
            Sides(carried) is var (then, otherwise) && otherwise == body.Arguments[carried + 1] && uses[otherwise].Count == 1 && uses[body.Results[carried]].Count == 1 && (variation.IsOutside(then) || then == body.Arguments[0] || branch.Then.Lets.Any(let => let.Target == then))
                ? then
                : null;
    }

    /// <summary>What is compared with the best number so far, and which of them is taken.</summary>
    private static (Primitive, Value)? ChoiceOf(Apply condition, Value best)
    {
        if (condition.Operands is not [var x, var y] || x == y || (x != best && y != best)) return null;
        bool isLess = condition.Primitive == Arithmetic.Less, isGreater = condition.Primitive == Arithmetic.Greater;
        if (!isLess && !isGreater) return null;
        return (isLess == (x == best) ? Selection.Max : Selection.Min, x == best ? y : x);
    }
}
