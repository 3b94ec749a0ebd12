using System;

namespace AutoDiff.Storage;

/// <summary>What the elements of a stored tensor are.</summary>
public enum TensorType
{
    /// <summary>Double precision.</summary>
    F64,

    /// <summary>Single precision.</summary>
    F32,

    /// <summary>Half precision.</summary>
    F16,

    /// <summary>The upper half of a single.</summary>
    BF16,

    /// <summary>Eight bits: four of exponent, three of fraction.</summary>
    F8_E4M3,

    /// <summary>Eight bits: five of exponent, two of fraction.</summary>
    F8_E5M2,

    /// <summary>Signed, 64 bits.</summary>
    I64,

    /// <summary>Signed, 32 bits.</summary>
    I32,

    /// <summary>Signed, 16 bits.</summary>
    I16,

    /// <summary>Signed, 8 bits.</summary>
    I8,

    /// <summary>Unsigned, 64 bits.</summary>
    U64,

    /// <summary>Unsigned, 32 bits.</summary>
    U32,

    /// <summary>Unsigned, 16 bits.</summary>
    U16,

    /// <summary>Unsigned, 8 bits.</summary>
    U8,

    /// <summary>A byte, 0 or 1.</summary>
    BOOL,
}

/// <summary>The sizes of types, and which .NET types they are.</summary>
internal static class TensorTypes
{
    public static int SizeOf(TensorType type) => type switch
    {
        TensorType.F64 or TensorType.I64 or TensorType.U64 => 8,
        TensorType.F32 or TensorType.I32 or TensorType.U32 => 4,
        TensorType.F16 or TensorType.BF16 or TensorType.I16 or TensorType.U16 => 2,
        _ => 1,
    };

    /// <exception cref="NotSupportedException">There is no such tensor type.</exception>
    public static TensorType Of<T>()
        where T : unmanaged =>
        typeof(T) == typeof(double) ? TensorType.F64
        : typeof(T) == typeof(float) ? TensorType.F32
        : typeof(T) == typeof(Half) ? TensorType.F16
        : typeof(T) == typeof(long) ? TensorType.I64
        : typeof(T) == typeof(int) ? TensorType.I32
        : typeof(T) == typeof(short) ? TensorType.I16
        : typeof(T) == typeof(sbyte) ? TensorType.I8
        : typeof(T) == typeof(ulong) ? TensorType.U64
        : typeof(T) == typeof(uint) ? TensorType.U32
        : typeof(T) == typeof(ushort) ? TensorType.U16
        : typeof(T) == typeof(byte) ? TensorType.U8
        : typeof(T) == typeof(bool) ? TensorType.BOOL
        : throw new NotSupportedException($"Tensors of {typeof(T)} are not stored.");
}
