using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Frontend;

/// <summary>Says of every call which memory it does not write: taken to be all of it until a function is found to write it,
/// itself or through its calls.</summary>
internal static class ReadOnlyArguments
{
    public static Module Run(Module module)
    {
        Dictionary<string, HashSet<int>> written = module.Helpers.ToDictionary(static helper => helper.Name, static _ => new HashSet<int>());
        bool changed;
        do
        {
            changed = false;
            foreach (Function helper in module.Helpers)
            {
                ISet<Value> memory = WrittenMemory.Of(Annotated(helper));
                for (int i = 0; i < helper.Parameters.Count; i++)
                {
                    if (memory.Contains(helper.Parameters[i])) changed |= written[helper.Name].Add(i);
                }
            }
        }
        while (changed);
        return module.Select(Annotated);

        Function Annotated(Function function) => function with { Body = Walk.Replace(function.Body, Annotate) };

        // What a derivative writes is known where it is called.
        Let Annotate(Let let) => let.Operation is Call call && written.ContainsKey(call.Function)
            ? let with { Operation = call with { ReadOnly = Enumerable.Range(0, call.Arguments.Count).Where(i => call.Arguments[i].Type is MemoryType && !written[call.Function].Contains(i)).ToEquatableArray() } }
            : let;
    }
}
