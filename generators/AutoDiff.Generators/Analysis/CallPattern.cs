using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>Through which parameters and results of a function a derivative flows at a call. Memory is active where it has a
/// shadow, a scalar where its adjoint is wanted or given.</summary>
internal sealed record CallPattern(string Function, EquatableArray<bool> Parameters, EquatableArray<bool> Results)
{
    public static CallPattern Of(Let let, Activity activity)
    {
        var call = (Call)let.Operation;
        return new CallPattern(call.Function, call.Arguments.Select(argument => MayBeActive(argument) && activity.IsActive(argument)).ToEquatableArray(), let.Targets.Select(activity.IsActive).ToEquatableArray());
    }

    /// <summary>The activity inside the function.</summary>
    public Activity In(Function function)
    {
        Function handed = function with { Roles = Parameters.Select(static isActive => isActive ? ParameterRole.Active : ParameterRole.Constant).ToEquatableArray() };
        return Activity.Of(handed, memoryIsOutput: true, function.Results.Where((_, i) => Results[i]));
    }

    private static bool MayBeActive(Value argument) => argument.Type.IsFloating || argument.Type is MemoryType { Leaf.IsFloating: true } or StackType { Element.IsFloating: true };
}
