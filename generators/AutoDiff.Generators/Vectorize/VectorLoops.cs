using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Innermost loops whose iterations may be computed side by side become loops over vectors. How far they go is found out in front of them: up to the last iteration all of
/// whose elements are there. The loop itself stays behind, for the rest, and throws where it would have thrown.</summary>
internal sealed class VectorLoops
{
    private readonly ValueNumbers numbers;
    private readonly VectorPlanner planner;

    private VectorLoops(Function function) => (numbers, planner) = (ValueNumbers.After(function), VectorPlanner.Of(function));

    public static Function Run(Function function) => function with { Body = new VectorLoops(function).Visit(function.Body) };

    private Block Visit(Block block)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            if (let.Operation is For loop && planner.PlanOf(loop).Plan is { } plan) new VectorLoop(let, loop, plan, builder).Append();
            else builder.Append(let with { Operation = Walk.Rewrite(let.Operation, static value => value, Visit) });
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }
}
