using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Names for variables that the user did not name, after what computes them.</summary>
internal static class SpeakingNames
{
    public static string Of(Value value, Uses uses) => uses.DefinitionOf(value)?.Operation switch
    {
        Apply { Primitive.Name: var name } => OfPrimitive(name),
        Load load => OfElement(load, uses),
        Constant => value.Type == ScalarType.Bool ? "condition" : "constant",
        Length => "length",
        Alloc => "buffer",
        Slice => "part",
        Row => "row",
        Stack => "stack",
        Pop => "popped",
        If => value.Type == ScalarType.Bool ? "condition" : "result",
        For or While => "last",
        Call or OpaqueCall => "result",
        _ => value.Type is MemoryType ? "memory" : "t",
    };

    private static string OfPrimitive(string name) => name switch
    {
        "Add" or "AddChecked" => "sum",
        "Subtract" or "SubtractChecked" => "difference",
        "Multiply" or "MultiplyChecked" => "product",
        "Divide" => "quotient",
        "Remainder" => "remainder",
        "Negate" or "NegateChecked" => "negated",
        "Convert" or "ConvertChecked" => "converted",
        "Select" => "chosen",
        "StopGradient" => "stopped",
        "TripCount" => "count",
        "Equal" or "NotEqual" or "Less" or "LessOrEqual" or "Greater" or "GreaterOrEqual" or "Not" => "condition",
        "And" or "Or" or "Xor" or "Complement" or "ShiftLeft" or "ShiftRight" or "UnsignedShiftRight" => "bits",
        _ => char.ToLowerInvariant(name[0]) + name.Substring(1),
    };

    /// <summary><c>x[i]</c> is <c>xI</c>, <c>x[0]</c> is <c>x0</c>.</summary>
    private static string OfElement(Load load, Uses uses)
    {
        string memory = load.Memory.Name ?? "element";
        string leaf = load.Leaf.Length == 0 ? "" : "." + load.Leaf;
        if (uses.DefinitionOf(load.Index)?.Operation is Constant { Bits: >= 0 and var index }) return memory + index + leaf;
        return memory + (load.Index.Name is { } name ? Names.Capitalized(name) : "Element") + leaf;
    }
}
