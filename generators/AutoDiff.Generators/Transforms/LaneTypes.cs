using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>The types of tangents and adjoints along several directions at once: each number of them is a vector, with a direction to a lane.</summary>
internal static class LaneTypes
{
    /// <summary>The same type with a vector for each number.</summary>
    /// <param name="lanes">The type of all numbers that have a tangent or adjoint; null where there is one direction.</param>
    public static IrType Of(IrType type, ScalarType? lanes) => type switch
    {
        _ when lanes is null => type,
        MemoryType memory => memory with { Element = Of(memory.Element, lanes) },
        StackType stack => stack with { Element = Of(stack.Element, lanes) },
        ScalarType number when number != lanes => throw new Refusal($"vectors of {TypeText.Of(number)} have not the lanes of those of {TypeText.Of(lanes)}"),
        _ => new VectorType(lanes),
    };
}
