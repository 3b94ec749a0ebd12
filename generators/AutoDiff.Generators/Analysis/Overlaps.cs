using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>Finds the helpers that some call hands two parts of what may be the same object; of the others it is known that
/// their parameters do not overlap.</summary>
internal static class Overlaps
{
    public static Module Run(Module module)
    {
        HashSet<string> overlapping = [];
        bool changed;
        do
        {
            changed = false;
            foreach (Function function in module.Functions)
            {
                Function known = function == module.Root ? function : function with { MayOverlap = overlapping.Contains(function.Name) };
                MemoryObjects memory = MemoryObjects.Of(known);
                foreach ((_, Call call) in Module.Calls(function))
                {
                    if (HasOverlap(call, memory)) changed |= overlapping.Add(call.Function);
                }
            }
        }
        while (changed);
        return module with { Helpers = module.Helpers.Select(helper => helper with { MayOverlap = overlapping.Contains(helper.Name) }).ToEquatableArray() };
    }

    /// <summary>Memory that has no adjoint and is not written may be handed over twice.</summary>
    private static bool HasOverlap(Call call, MemoryObjects memory)
    {
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (call.Arguments[i].Type is not MemoryType { Leaf: var leaf } || (!leaf.IsFloating && call.ReadOnly.Contains(i) && call.ReadOnly.Contains(j))) continue;
                if (memory.MayOverlap(call.Arguments[i], call.Arguments[j])) return true;
            }
        }

        return false;
    }
}
