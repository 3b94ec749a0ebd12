using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Innermost loops whose iterations may be computed side by side become loops over vectors. How far they go is found out in front of them: up to the last iteration all of
/// whose elements are there. The loop itself stays behind, for the rest, and throws where it would have thrown. The loops over vectors are functions of their own, since a compiler keeps
/// the variables of a long function in memory; in a short one they are inlined.</summary>
internal sealed class VectorLoops
{
    /// <summary>Up to this size, by <see cref="CodeSize"/>, a function is short.</summary>
    private const int Short = 300;

    private readonly ValueNumbers numbers;
    private readonly VectorPlanner planner;
    private readonly LoopFunctions functions;

    private VectorLoops(Function function, HashSet<string> taken)
    {
        (numbers, planner) = (ValueNumbers.After(function), VectorPlanner.Of(function));
        functions = new LoopFunctions(planner, taken, areInlined: CodeSize.Of(function.Body) <= Short);
    }

    /// <param name="nests">Functions that run over vectors already.</param>
    public static Module Run(Module module, IReadOnlyList<Function> nests)
    {
        HashSet<string> taken = LoopFunctions.NamesIn(module);
        taken.UnionWith(nests.Select(static nest => nest.Name));
        List<Function> loops = [];
        Module run = module.Select(function =>
        {
            var pass = new VectorLoops(function, taken);
            Block body = pass.Visit(function.Body);
            loops.AddRange(pass.functions.Functions);
            return function with { Body = body };
        });
        return run with { Helpers = [.. run.Helpers, .. nests, .. loops] };
    }

    private Block Visit(Block block)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            if (let.Operation is For loop && planner.PlanOf(loop).Plan is { } plan) new VectorLoop(let, loop, plan, builder, functions.Outlined, planner.ConstantOf).Append();
            else builder.Append(let with { Operation = Walk.Rewrite(let.Operation, static value => value, Visit) });
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }
}
