using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Where control never arrives: the C# compiler warns of statements there.</summary>
internal static class Flow
{
    public static bool Completes(Block block) => block.Lets.All(Completes);

    public static bool Completes(Let let) => let.Operation switch
    {
        Throw => false,
        If branch => Completes(branch.Then) || Completes(branch.Else),
        Scope scope => Completes(scope.Body),
        While loop => Completes(loop.Condition),
        _ => true,
    };

    /// <summary>The nested blocks that control may arrive at: not a loop's body whose condition always throws.</summary>
    public static IEnumerable<Block> ReachedBlocks(Operation operation) =>
        operation is While loop && !Completes(loop.Condition) ? [loop.Condition] : Walk.Blocks(operation);

    /// <summary>The lets of a block up to the first that never completes.</summary>
    public static IEnumerable<(int Position, Let Let)> Reached(Block block)
    {
        for (int i = 0; i < block.Lets.Count; i++)
        {
            yield return (i, block.Lets[i]);
            if (!Completes(block.Lets[i])) yield break;
        }
    }
}
