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
}
