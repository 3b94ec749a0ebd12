using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Vectorize;

/// <summary>A reversed loop whose order is of no account runs forwards.</summary>
internal static class ForwardOrder
{
    public static Function Run(Function function)
    {
        LoopOrder order = LoopOrder.Of(function);
        return function with { Body = Visit(function.Body, order) };
    }

    /// <summary>Judged before what is nested is rewritten, since the analysis knows lets by identity.</summary>
    private static Block Visit(Block block, LoopOrder order) => block with
    {
        Lets = block.Lets.Select(let => let with
        {
            Operation = let.Operation is For { Reversed: true } loop && order.IsFree(loop)
                ? loop with { Reversed = false, Body = Visit(loop.Body, order) }
                : Walk.Rewrite(let.Operation, static value => value, nested => Visit(nested, order)),
        }).ToEquatableArray(),
    };
}
