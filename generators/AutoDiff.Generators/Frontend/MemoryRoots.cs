using System.Collections.Generic;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Frontend;

/// <summary>Which object a piece of memory is a part of, where that is certain. What comes out of a branch or a loop may be of any.</summary>
internal sealed class MemoryRoots
{
    private readonly HashSet<Value> objects = [];
    private readonly Dictionary<Value, Value> wholes = [];
    private readonly HashSet<Value> constants = [];

    /// <summary>A parameter or an allocation. Those that are written do not overlap others: the checked entry sees to it.</summary>
    public Value Object(Value memory)
    {
        objects.Add(memory);
        return memory;
    }

    /// <summary>Memory that has no derivative.</summary>
    public void Constant(Value memory) => constants.Add(memory);

    public bool IsConstant(Value memory) => constants.Contains(Root(memory));

    public Value Part(Value part, Value memory)
    {
        wholes[part] = memory;
        return part;
    }

    /// <summary>Do the two certainly share nothing, if one of them is written?</summary>
    public bool AreApart(Value memory, Value other)
    {
        (Value one, Value two) = (Root(memory), Root(other));
        return one != two && objects.Contains(one) && objects.Contains(two);
    }

    private Value Root(Value memory)
    {
        while (wholes.TryGetValue(memory, out Value? whole)) memory = whole;
        return memory;
    }
}
