using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.IR;

/// <summary>Replaces uses of values by other values.</summary>
internal sealed class Substitution
{
    private readonly Dictionary<Value, Value> replacements = [];

    public bool IsEmpty => replacements.Count == 0;

    public void Add(Value from, Value to) => replacements[from] = to;

    /// <summary>What stands for the value, through any chain of replacements.</summary>
    public Value Of(Value value)
    {
        while (replacements.TryGetValue(value, out Value? next)) value = next;
        return value;
    }

    public EquatableArray<Value> Of(EquatableArray<Value> values) => values.Select(Of).ToEquatableArray();

    public Block Of(Block block) => IsEmpty ? block : block with { Lets = block.Lets.Select(Of).ToEquatableArray(), Results = Of(block.Results) };

    public Let Of(Let let) => IsEmpty ? let : let with { Operation = Walk.Rewrite(let.Operation, Of, Of) };
}
