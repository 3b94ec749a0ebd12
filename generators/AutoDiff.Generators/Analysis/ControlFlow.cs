using System.Collections.Generic;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>Which value becomes which other one at the edges of blocks: what goes into a loop, round it and out of it, and
/// what a branch yields.</summary>
internal static class ControlFlow
{
    public static IEnumerable<(Value From, Value To)> Of(Let let)
    {
        switch (let.Operation)
        {
            case For loop:
                int flag = loop.MayExit ? 1 : 0;
                for (int i = 0; i < loop.Initial.Count; i++)
                {
                    yield return (loop.Initial[i], loop.Body.Arguments[i + 1]);
                    yield return (loop.Initial[i], let.Targets[i + flag]);
                    if (i + flag >= loop.Body.Results.Count) continue;
                    yield return (loop.Body.Results[i + flag], loop.Body.Arguments[i + 1]);
                    yield return (loop.Body.Results[i + flag], let.Targets[i + flag]);
                }

                break;
            case While loop:
                for (int i = 0; i < loop.Initial.Count; i++)
                {
                    yield return (loop.Initial[i], loop.Condition.Arguments[i]);
                    if (i < loop.Body.Results.Count) yield return (loop.Body.Results[i], loop.Condition.Arguments[i]);
                }

                for (int i = 0; i < let.Targets.Count && i + 1 < loop.Condition.Results.Count; i++)
                {
                    yield return (loop.Condition.Results[i + 1], loop.Body.Arguments[i]);
                    yield return (loop.Condition.Results[i + 1], let.Targets[i]);
                }

                break;
            case If or Scope:
                foreach (Block block in Walk.Blocks(let.Operation))
                {
                    // A block that throws yields nothing.
                    for (int i = 0; i < let.Targets.Count && i < block.Results.Count; i++) yield return (block.Results[i], let.Targets[i]);
                }

                break;
        }
    }
}
