using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Loops with short loops in them, or with loops that need an order, run over vectors themselves: every iteration of the outermost loop has a lane. How many iterations the loops have is
/// known at run time, so that the loops as they are stay behind, and what is left over runs in them, too.</summary>
internal sealed class VectorNests
{
    private readonly ValueNumbers numbers;
    private readonly NestPlanner planner;
    private readonly LoopFunctions functions;

    private VectorNests(Function function, HashSet<string> taken)
    {
        (numbers, planner) = (ValueNumbers.After(function), NestPlanner.Of(function));
        functions = new LoopFunctions(planner.Vectors, taken, areInlined: false);
    }

    /// <returns>The module, and the functions of the nests, which nobody else is to look into.</returns>
    public static (Module Module, IReadOnlyList<Function> Nests) Run(Module module)
    {
        HashSet<string> taken = LoopFunctions.NamesIn(module);
        List<Function> nests = [];
        return (module.Select(function =>
        {
            var pass = new VectorNests(function, taken);
            Block body = pass.Visit(function.Body);
            nests.AddRange(pass.functions.Functions);
            return pass.functions.Functions.Count == 0 ? function : function with { Body = body };
        }), nests);
    }

    private Block Visit(Block block)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            if (let.Operation is For loop && planner.PlanOf(loop).Plan is { } plan) new NestLoop(let, loop, plan, planner.Vectors.Memory, builder, functions.Outlined, planner.Vectors.ConstantOf).Append(Visit(loop.Body));
            else builder.Append(let with { Operation = Walk.Rewrite(let.Operation, static value => value, Visit) });
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }
}
