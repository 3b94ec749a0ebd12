using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>Finds the memory parameters of split functions that hold in the reverse half what they held in the forward one: nobody
/// writes them in between, all the way from the root. Taken to be all that the function itself does not write, until a call is
/// found that hands it memory which may be written later or is gone by then.</summary>
internal static class LastingParameters
{
    public static void Find(SplitModule split, Function root, Activity ofRoot)
    {
        foreach (SplitFunction function in split.Functions)
        {
            function.Lasting.UnionWith(function.Primal.Parameters.Where(parameter => parameter.Type is MemoryType && !function.Activity.Memory.IsWritten(parameter)));
        }

        MemoryVersions ofRootMemory = MemoryVersions.Of(root, ofRoot.Memory, Scopes.Of(root));
        Exclude(split, root, ofRoot, (call, memory) => ofRootMemory.IsLasting(memory) && ofRootMemory.IsFinal(call, memory));
        bool changed;
        do
        {
            changed = false;
            foreach (SplitFunction function in split.Functions)
            {
                changed |= Exclude(split, function.Primal, function.Activity, (_, memory) => function.Activity.Memory.Objects(memory).All(function.Lasting.Contains));
            }
        }
        while (changed);
    }

    private delegate bool Lasts(Let call, Value memory);

    private static bool Exclude(SplitModule split, Function caller, Activity activity, Lasts lasts)
    {
        bool changed = false;
        foreach ((Let let, Call call) in Module.Calls(caller))
        {
            if (split.Of(let, activity) is not { } callee) continue;
            for (int i = 0; i < call.Arguments.Count; i++)
            {
                Value parameter = callee.Primal.Parameters[i];
                if (callee.Lasting.Contains(parameter) && !lasts(let, call.Arguments[i])) changed |= callee.Lasting.Remove(parameter);
            }
        }

        return changed;
    }
}
