using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Which of a function's innermost loops are going to run over vectors, and why the others are not.</summary>
internal static class LoopRemarks
{
    public static IEnumerable<Remark> Of(Function function)
    {
        NestPlanner nests = NestPlanner.Of(function);
        return Walk.Lets(function.Body).Select(let => Of(let, nests) is { } text ? new Remark(let.Origin, Direction(let) + text) : null).OfType<Remark>().Distinct();
    }

    private static string? Of(Let let, NestPlanner nests) => IsInnermost(let) ? Of(let.Operation, nests.Vectors) : let.Operation is For loop ? Of(loop, nests) : null;

    private static string? Of(For loop, NestPlanner nests) => nests.PlanOf(loop) is ({ } plan, _) ? $"an iteration to a lane of {TypeText.Of(plan.Lane)}" : null;

    private static bool IsInnermost(Let let) => let.Operation is Product or For or While && !Walk.Blocks(let.Operation).SelectMany(Walk.Lets).Any(static inner => inner.Operation is For or While);

    private static string Direction(Let let) => let.Origin?.Sweep == Sweep.Reverse ? "backwards " : "";

    private static string Of(Operation loop, VectorPlanner planner)
    {
        if (loop is Product) return "a product of matrices, where they are large";
        if (loop is not For counted) return "one iteration at a time: how many there are is not known before";
        (VectorPlan? plan, string reason) = planner.PlanOf(counted);
        return plan is null ? $"one iteration at a time: {reason}" : $"in vectors of {TypeText.Of(plan.Lane)}";
    }
}
