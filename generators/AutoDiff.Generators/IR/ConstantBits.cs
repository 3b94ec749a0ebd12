using System;

namespace AutoDiff.Generators.IR;

/// <summary>Between numbers and the bits that a <see cref="Constant"/> holds.</summary>
internal static class ConstantBits
{
    public static long Of(double value) => BitConverter.DoubleToInt64Bits(value);

    public static long Of(float value) => BitConverter.ToUInt32(BitConverter.GetBytes(value), 0);

    /// <summary>The bits of a number in a scalar type; the number must be exact in it.</summary>
    public static long Of(ScalarType type, double value) => type.Kind switch
    {
        ScalarKind.Double => Of(value),
        ScalarKind.Single => Of((float)value),
        _ => (long)value,
    };

    public static double ToDouble(long bits) => BitConverter.Int64BitsToDouble(bits);

    public static float ToSingle(long bits) => BitConverter.ToSingle(BitConverter.GetBytes((uint)bits), 0);

    /// <summary>The number that the bits stand for in a scalar type.</summary>
    public static double ToNumber(ScalarType type, long bits) => type.Kind switch
    {
        ScalarKind.Double => ToDouble(bits),
        ScalarKind.Single => ToSingle(bits),
        _ => bits,
    };

    /// <summary>Whether the bits are those of some value of the type, extended as <see cref="Constant"/> says.</summary>
    public static bool Fits(ScalarType type, long bits) => type.Kind switch
    {
        ScalarKind.Bool => bits is 0 or 1,
        ScalarKind.Char or ScalarKind.UInt16 => bits is >= ushort.MinValue and <= ushort.MaxValue,
        ScalarKind.SByte => bits is >= sbyte.MinValue and <= sbyte.MaxValue,
        ScalarKind.Byte => bits is >= byte.MinValue and <= byte.MaxValue,
        ScalarKind.Int16 => bits is >= short.MinValue and <= short.MaxValue,
        ScalarKind.Int32 => bits is >= int.MinValue and <= int.MaxValue,
        ScalarKind.UInt32 or ScalarKind.Single => bits is >= uint.MinValue and <= uint.MaxValue,
        _ => true,
    };
}
