using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>How a derivative is lost.</summary>
internal enum Loss
{
    /// <summary>An active value goes into C# that the compiler does not look into and that yields what may depend on it smoothly.</summary>
    OpaqueCall,

    /// <summary>An active value is stored into memory of an object or a static.</summary>
    ForeignMemory,
}

/// <summary>Where a value that depends on an active input flows into something that would drop its derivative. Predicates
/// (calls that yield a bool, an int or an enum), calls that yield nothing and what ends only in a throw may take any value.</summary>
internal static class LostDerivatives
{
    public static IEnumerable<(Loss Loss, Let Let)> Of(Function function)
    {
        Activity activity = Activity.Of(function, memoryIsOutput: true);
        HashSet<Value> tainted = [];
        foreach (Let let in Walk.Lets(function.Body))
        {
            switch (let.Operation)
            {
                case OpaqueCall call when call.Arguments.Any(argument => activity.IsVaried(argument) || tainted.Contains(argument)):
                    foreach (Value target in let.Targets)
                    {
                        if (target.Type is OpaqueType) tainted.Add(target);
                        else if (target.Type is not ScalarType { Kind: ScalarKind.Bool or ScalarKind.Int32 }) yield return (Loss.OpaqueCall, let);
                    }

                    break;
                case RuleCall call when call.Arguments.Any(tainted.Contains):
                    yield return (Loss.OpaqueCall, let);
                    break;
                case RuleCall when Activity.Flows(let).Any(flow => activity.IsVaried(flow.From) && activity.Memory.IsForeign(flow.To)):
                    yield return (Loss.ForeignMemory, let);
                    break;
                case Store store when activity.IsVaried(store.Element) && activity.Memory.IsForeign(store.Memory):
                case Copy copy when activity.IsVaried(copy.Source) && activity.Memory.IsForeign(copy.Destination):
                case Fill fill when activity.IsVaried(fill.Element) && activity.Memory.IsForeign(fill.Memory):
                    yield return (Loss.ForeignMemory, let);
                    break;
            }
        }
    }
}
