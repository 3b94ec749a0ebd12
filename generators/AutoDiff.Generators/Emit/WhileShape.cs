using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Tells while loops whose condition is one expression: <c>while (a &gt; b)</c>.</summary>
internal static class WhileShape
{
    /// <summary>The condition block holds no statement and passes on variables as they are.</summary>
    public static bool IsSimple(While loop, Let let, Uses uses, Inlining inlining)
    {
        return !loop.Condition.Lets.Any(inlining.IsStatement) && loop.Condition.Results.Skip(1).Select(IsPassedOn).All(static isPassedOn => isPassedOn);

        bool IsPassedOn(Value value, int i) =>
            !inlining.IsInline(value) || !(i < loop.Body.Arguments.Count && uses.IsNeeded(loop.Body.Arguments[i])) && !(i < let.Targets.Count && uses.IsNeeded(let.Targets[i]));
    }
}
