using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>Numbers in a row, flattened as users see them: scalars and structs one after the other, memory element by element, and
/// of an element that is a struct number by number.</summary>
internal sealed class Coordinates
{
    private readonly List<(Value[] Numbers, bool IsMemory)> parts = [];

    /// <summary>What is done with one number: it is the scalar, or the element of the memory at the index.</summary>
    public delegate void Visit(Builder builder, Value scalarOrMemory, Value? index, Value position);

    /// <summary>Adds scalars, or memory for each number of its elements.</summary>
    public void Add(IReadOnlyCollection<Value> numbers)
    {
        if (numbers.Count > 0) parts.Add(([.. numbers], numbers.First().Type is MemoryType));
    }

    /// <summary>The scalars, then these.</summary>
    public Coordinates After(IReadOnlyCollection<Value> scalars)
    {
        var all = new Coordinates();
        all.Add(scalars);
        all.parts.AddRange(parts);
        return all;
    }

    /// <summary>How many there are, where that does not depend on the length of memory.</summary>
    public int? KnownCount => parts.Exists(static part => part.IsMemory) ? null : parts.Sum(static part => part.Numbers.Length);

    public Value Count(Builder builder, string name)
    {
        Value count = builder.Int(0);
        foreach ((Value[] numbers, bool isMemory) in parts)
        {
            Value own = builder.Int(numbers.Length);
            if (isMemory) own = builder.Apply(Arithmetic.Multiply, own, builder.Count(numbers[0]));
            count = builder.Apply(Arithmetic.Add, count, own);
        }

        return builder.Name(count, name);
    }

    /// <summary>Visits all numbers, in loops over memory, with their positions.</summary>
    public void ForEach(Builder builder, Visit visit)
    {
        Value start = builder.Int(0);
        foreach ((Value[] numbers, bool isMemory) in parts)
        {
            Value size = builder.Int(numbers.Length);
            if (!isMemory)
            {
                for (int k = 0; k < numbers.Length; k++) visit(builder, numbers[k], null, At(builder, start, k));
                start = builder.Apply(Arithmetic.Add, start, size);
                continue;
            }

            Value count = builder.Count(numbers[0]), index = builder.Numbers.Create(ScalarType.Int32);
            Value[] elements = [.. numbers.Select(builder.Elements)];
            Builder body = builder.Nested();
            Value first = body.Apply(Arithmetic.Add, start, body.Apply(Arithmetic.Multiply, index, size));
            for (int k = 0; k < elements.Length; k++) visit(body, elements[k], index, At(body, first, k));
            builder.Do(new For(builder.Int(0), count, builder.Int(1), [], body.ToBlock([index], [])));
            start = builder.Apply(Arithmetic.Add, start, builder.Apply(Arithmetic.Multiply, count, size));
        }
    }

    private static Value At(Builder builder, Value start, int offset) => offset == 0 ? start : builder.Apply(Arithmetic.Add, start, builder.Int(offset));
}
