using static AutoDiff.Generators.IR.Verifier;

namespace AutoDiff.Generators.IR;

/// <summary>Which types there are, and which go where.</summary>
internal static class TypeRules
{
    /// <summary>Spans are not elements, and neither are stacks and masks.</summary>
    public static void CheckFormed(IrType type)
    {
        if (type is not MemoryType memory) return;
        if (memory.Element is StackType or VectorType { IsMask: true } or MemoryType { Form: MemoryForm.Span or MemoryForm.ReadOnlySpan })
        {
            throw Broken($"{TypeText.Of(memory.Element)} cannot be the element of {TypeText.Of(memory)}");
        }

        CheckFormed(memory.Element);
    }

    /// <summary>A value of the one type may be known as one of the other from here on: the same, or memory as C# converts
    /// it implicitly, an array to a span and that to a read-only one.</summary>
    public static bool Flows(IrType from, IrType to) => from == to || (from, to) is
        (MemoryType { Form: MemoryForm.Array or MemoryForm.Span } source, MemoryType { Form: MemoryForm.Span or MemoryForm.ReadOnlySpan } target)
        && source.Element == target.Element
        && source.Form != target.Form;

    public static void CheckFlow(IrType from, IrType to, string what)
    {
        if (!Flows(from, to)) throw Broken($"{what} is {TypeText.Of(from)}, not {TypeText.Of(to)}");
    }

    public static void CheckFlow(EquatableArray<Value> from, EquatableArray<Value> to, string what, string where)
    {
        if (from.Count != to.Count) throw Broken($"{from.Count} {what}s meet {to.Count} {where}s");
        for (int i = 0; i < from.Count; i++) CheckFlow(from[i].Type, to[i].Type, $"the {what} {Name(from[i])} for the {where} {Name(to[i])}");
    }

    public static void CheckType(Value value, IrType type)
    {
        if (value.Type != type) throw Broken($"{Name(value)} is {TypeText.Of(value.Type)}, not {TypeText.Of(type)}");
    }

    public static ScalarType Scalar(Value value) => value.Type as ScalarType ?? throw Broken($"{Name(value)} is {TypeText.Of(value.Type)}, not a scalar");

    public static VectorType Vector(Value value) => value.Type as VectorType ?? throw Broken($"{Name(value)} is {TypeText.Of(value.Type)}, not a vector");

    /// <summary>What one lane of a vector is; a scalar is its own.</summary>
    public static ScalarType Lane(Value value) => value.Type is VectorType vector ? vector.Lane : Scalar(value);

    public static void CheckLanes(Value value, VectorType other)
    {
        if (!Vector(value).HasLanesOf(other)) throw Broken($"{Name(value)} is {TypeText.Of(value.Type)}, which has not the lanes of {TypeText.Of(other)}");
    }

    public static MemoryType Memory(Value value) => value.Type as MemoryType ?? throw Broken($"{Name(value)} is {TypeText.Of(value.Type)}, not memory");

    public static StackType Stack(Value value) => value.Type as StackType ?? throw Broken($"{Name(value)} is {TypeText.Of(value.Type)}, not a stack");

    /// <summary>Memory whose elements are numbered by one index.</summary>
    public static MemoryType Linear(Value value) => Memory(value) is var memory && memory.Form != MemoryForm.Matrix
        ? memory
        : throw Broken($"{Name(value)} is a matrix: its rows come first");

    /// <summary>The elements of memory as they follow each other: of a matrix, row after row.</summary>
    public static MemoryType Elements(Value value) => Memory(value) is { Form: MemoryForm.Matrix } matrix ? matrix with { Form = MemoryForm.Span } : Linear(value);

    public static void CheckWritable(Value value)
    {
        if (Memory(value).Form == MemoryForm.ReadOnlySpan) throw Broken($"{Name(value)} is read-only");
    }

    /// <summary>Positions and counts of elements.</summary>
    public static void CheckCount(Value value)
    {
        bool isCount = value.Type is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 };
        if (!isCount) throw Broken($"{Name(value)} is {TypeText.Of(value.Type)}, not int or long");
    }

    public static string Name(Value value) => $"%{value.Id}";
}
