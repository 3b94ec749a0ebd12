using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Which of a function's innermost loops are going to run over vectors, and why the others are not.</summary>
internal static class LoopRemarks
{
    public static IEnumerable<Remark> Of(Function function)
    {
        VectorPlanner planner = VectorPlanner.Of(function);
        return Walk.Lets(function.Body).Where(IsInnermost).Select(let => new Remark(let.Origin, $"{Direction(let)}{Of(let.Operation, planner)}")).Distinct();
    }

    private static bool IsInnermost(Let let) => let.Operation is For or While && !Walk.Blocks(let.Operation).SelectMany(Walk.Lets).Any(static inner => inner.Operation is For or While);

    private static string Direction(Let let) => let.Origin?.Sweep == Sweep.Reverse ? "backwards " : "";

    private static string Of(Operation loop, VectorPlanner planner)
    {
        if (loop is not For counted) return "one iteration at a time: how many there are is not known before";
        (VectorPlan? plan, string reason) = planner.PlanOf(counted);
        return plan is null ? $"one iteration at a time: {reason}" : $"in vectors of {TypeText.Of(plan.Lane)}";
    }
}
