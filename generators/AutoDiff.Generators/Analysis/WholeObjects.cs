using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>Which memory values are whole objects wherever they come from, or whole rows of an array of arrays, and never a
/// part of one.</summary>
internal static class WholeObjects
{
    public static HashSet<Value> Of(Function function)
    {
        HashSet<Value> whole = [];
        Walk.Definitions(function.Body, value =>
        {
            if (value.Type is MemoryType) whole.Add(value);
        });
        foreach (Let let in Walk.Lets(function.Body))
        {
            if (let.Operation is Slice or Row { Memory.Type: MemoryType { IsJagged: false } }) whole.Remove(let.Target);
        }

        bool changed;
        do
        {
            changed = false;
            foreach ((Value from, Value to) in Walk.Lets(function.Body).SelectMany(ControlFlow.Of))
            {
                if (from.Type is MemoryType && !whole.Contains(from)) changed |= whole.Remove(to);
            }
        }
        while (changed);
        return whole;
    }
}
