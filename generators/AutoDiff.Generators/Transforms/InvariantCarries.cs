using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>A value that a loop carries round unchanged is the one it starts with, and need not be carried.</summary>
internal static class InvariantCarries
{
    /// <summary>The loop without them; what they were is replaced after it by the substitution.</summary>
    public static Let Drop(Let let, Substitution after) => let.Operation switch
    {
        For loop => Drop(let, loop, after),
        While loop => Drop(let, loop, after),
        _ => let,
    };

    private static Let Drop(Let let, For loop, Substitution after)
    {
        int flag = loop.MayExit ? 1 : 0;
        if (loop.Body.Results.Count == 0) return let;
        bool[] keep = Enumerable.Range(0, loop.Initial.Count).Select(i => loop.Body.Results[i + flag] != loop.Body.Arguments[i + 1]).ToArray();
        if (keep.All(static kept => kept)) return let;
        var inBody = new Substitution();
        for (int i = 0; i < keep.Length; i++)
        {
            if (keep[i]) continue;
            after.Add(let.Targets[i + flag], loop.Initial[i]);
            inBody.Add(loop.Body.Arguments[i + 1], loop.Initial[i]);
        }

        Block body = inBody.Of(loop.Body);
        return let with
        {
            Targets = Kept(let.Targets, keep, flag),
            Operation = loop with
            {
                Initial = Kept(loop.Initial, keep, 0),
                Body = body with { Arguments = Kept(body.Arguments, keep, 1), Results = Kept(body.Results, keep, flag) },
            },
        };
    }

    /// <summary>Unchanged by a <c>while</c> is what the condition passes on as it came and the body yields as it got it.</summary>
    private static Let Drop(Let let, While loop, Substitution after)
    {
        if (loop.Body.Results.Count == 0 || loop.Condition.Results.Count == 0) return let;
        int[] passedAs = Enumerable.Range(0, loop.Initial.Count).Select(k => PassedAs(loop, k)).ToArray();
        if (passedAs.All(static j => j < 0)) return let;
        bool[] keepCarried = passedAs.Select(static j => j < 0).ToArray();
        bool[] keepPassed = Enumerable.Range(0, let.Targets.Count).Select(j => !passedAs.Contains(j)).ToArray();
        var inLoop = new Substitution();
        for (int k = 0; k < passedAs.Length; k++)
        {
            if (keepCarried[k]) continue;
            inLoop.Add(loop.Condition.Arguments[k], loop.Initial[k]);
            inLoop.Add(loop.Body.Arguments[passedAs[k]], loop.Initial[k]);
            after.Add(let.Targets[passedAs[k]], loop.Initial[k]);
        }

        Block condition = inLoop.Of(loop.Condition), body = inLoop.Of(loop.Body);
        return let with
        {
            Targets = Kept(let.Targets, keepPassed, 0),
            Operation = new While(
                Kept(loop.Initial, keepCarried, 0),
                condition with { Arguments = Kept(condition.Arguments, keepCarried, 0), Results = Kept(condition.Results, keepPassed, 1) },
                body with { Arguments = Kept(body.Arguments, keepPassed, 0), Results = Kept(body.Results, keepCarried, 0) }),
        };
    }

    private static int PassedAs(While loop, int k)
    {
        for (int j = 0; j < loop.Body.Arguments.Count; j++)
        {
            if (loop.Condition.Results[j + 1] == loop.Condition.Arguments[k] && loop.Body.Results[k] == loop.Body.Arguments[j]) return j;
        }

        return -1;
    }

    private static EquatableArray<Value> Kept(EquatableArray<Value> values, bool[] keep, int always) =>
        values.Where((_, i) => i < always || keep[i - always]).ToEquatableArray();
}
