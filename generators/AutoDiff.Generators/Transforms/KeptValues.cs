using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>Memory through which the pieces of a function hand each other values: one buffer for each type, with a place for each value.</summary>
internal sealed class KeptValues(ValueNumbers numbers)
{
    private readonly Dictionary<Value, int> places = [];
    private readonly Dictionary<IrType, (Value Buffer, int Count)> buffers = [];

    public bool IsBuffer(Value memory) => buffers.Values.Any(buffer => buffer.Buffer == memory);

    public void Store(Builder builder, Value value)
    {
        if (!buffers.TryGetValue(value.Type, out (Value Buffer, int Count) buffer)) buffer = (numbers.Create(new MemoryType(value.Type, MemoryForm.Span), "kept"), 0);
        places[value] = buffer.Count;
        buffers[value.Type] = (buffer.Buffer, buffer.Count + 1);
        builder.Store(buffer.Buffer, builder.Int(places[value]), value, inRange: true);
    }

    public void Load(Builder builder, Value value) =>
        builder.Append(new Let([value], new Load(buffers[value.Type].Buffer, builder.Int(places[value]), InRange: true), builder.Origin));

    /// <summary>The body of a function with the buffers in front.</summary>
    /// <param name="isRoot">It is given a workspace to allocate in; another function has one of its own.</param>
    public Block Allocate(Block body, bool isRoot)
    {
        if (buffers.Count == 0) return body;
        var ahead = new Builder(numbers) { Origin = body.Lets[0].Origin };
        foreach ((Value buffer, int count) in buffers.Values) ahead.Append(new Let([buffer], new Alloc(ahead.Int(count)), ahead.Origin));
        Block allocating = body with { Lets = [.. ahead.Lets, .. body.Lets] };
        if (isRoot) return allocating;
        EquatableArray<Value> results = body.Results.Select(result => numbers.Create(result.Type, result.Name)).ToEquatableArray();
        return new Block(body.Arguments, [new Let(results, new Scope(allocating with { Arguments = [] }), ahead.Origin)], results);
    }
}
