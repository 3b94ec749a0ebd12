namespace AutoDiff.Generators.IR;

/// <summary>The C# types that the compiler computes with. Order matters: the integers stand between Bool and Single.</summary>
internal enum ScalarKind { Bool, Char, SByte, Byte, Int16, UInt16, Int32, UInt32, Int64, UInt64, IntPtr, UIntPtr, Single, Double }

/// <summary>The type of a value.</summary>
internal abstract record IrType
{
    public bool IsFloating => this is ScalarType { Kind: ScalarKind.Single or ScalarKind.Double } or VectorType { IsMask: false, Element.IsFloating: true };
}

/// <summary>A number, a character or a bool.</summary>
internal sealed record ScalarType(ScalarKind Kind) : IrType
{
    public static readonly ScalarType Bool = new(ScalarKind.Bool);
    public static readonly ScalarType Int32 = new(ScalarKind.Int32);
    public static readonly ScalarType Int64 = new(ScalarKind.Int64);
    public static readonly ScalarType Single = new(ScalarKind.Single);
    public static readonly ScalarType Double = new(ScalarKind.Double);

    public bool IsInteger => Kind is > ScalarKind.Bool and < ScalarKind.Single;
    public override int GetHashCode() => (int)Kind;
}

/// <summary>As many numbers side by side as the machine computes with at once: <c>Vector&lt;T&gt;</c>. A mask holds a bool for each of them.</summary>
internal sealed record VectorType(ScalarType Element, bool IsMask = false) : IrType
{
    /// <summary>The type of one lane.</summary>
    public ScalarType Lane => IsMask ? ScalarType.Bool : Element;

    /// <summary>The bools of as many lanes.</summary>
    public VectorType Mask => new(IsWide(Element) ? ScalarType.Double : ScalarType.Single, IsMask: true);

    /// <summary>Vectors of numbers that take as much room have as many lanes.</summary>
    public bool HasLanesOf(VectorType other) => IsWide(Element) == IsWide(other.Element);

    private static bool IsWide(ScalarType type) => type.Kind is ScalarKind.Double or ScalarKind.Int64;
}

/// <summary>How a piece of memory stands in the user's C#. Matrix is <c>T[,]</c>; <c>T[][]</c> is an array of arrays.</summary>
internal enum MemoryForm { ReadOnlySpan, Span, Array, Matrix }

/// <summary>Memory: an object, an offset in it and a length. The element is a scalar, a vector, an opaque type (a struct of
/// which leaves are loaded) or, in a jagged array, memory again.</summary>
internal sealed record MemoryType(IrType Element, MemoryForm Form) : IrType
{
    /// <summary>Its elements are arrays.</summary>
    public bool IsJagged => Element is MemoryType;

    /// <summary>The element; of a jagged array, that of its rows.</summary>
    public IrType Leaf => Element is MemoryType row ? row.Leaf : Element;
}

/// <summary>A C# type that is carried but not looked into: an enum, a string, an object. Never active.</summary>
internal sealed record OpaqueType(string Name) : IrType;

/// <summary>A growing stack of scalars, or of vectors: the tape of loops whose trip count is not known when they are entered.</summary>
internal sealed record StackType(IrType Element) : IrType;
