using System;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Frontend;

/// <summary>C# constants as the bits of a <see cref="Constant"/>.</summary>
internal static class ConstantLowering
{
    public static long Bits(object constant) => constant switch
    {
        double number => ConstantBits.Of(number),
        float number => ConstantBits.Of(number),
        bool truth => truth ? 1 : 0,
        char character => character,
        ulong number => unchecked((long)number),
        IConvertible number => number.ToInt64(null),
        _ => throw new InvalidOperationException($"A constant of type {constant.GetType()} is no scalar."),
    };
}
