using System;
using System.Globalization;

namespace AutoDiff.Generators.IR;

/// <summary>Constants as text that gives back every bit: numbers as in C#, <c>true</c> and <c>false</c>, and
/// <c>bits(0x…)</c> for what those cannot say, such as the payload of a NaN.</summary>
internal static class ConstantText
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static string Of(IrType type, long bits)
    {
        if (type is ScalarType scalar)
        {
            string text = Number(scalar, bits);
            if (Parse(scalar, text) == bits) return text;
        }

        return $"bits(0x{bits:X})";
    }

    /// <summary>The bits of a number in the given type, or null where the text is not such a number.</summary>
    public static long? Parse(ScalarType type, string text) => type.Kind switch
    {
        ScalarKind.Bool => text switch { "true" => 1, "false" => 0, _ => null },
        ScalarKind.Single => Special(text) is { } special ? ConstantBits.Of((float)special)
            : float.TryParse(text, NumberStyles.Float, Invariant, out float number) && !float.IsInfinity(number) ? ConstantBits.Of(number) : null,
        ScalarKind.Double => Special(text) is { } special ? ConstantBits.Of(special)
            : double.TryParse(text, NumberStyles.Float, Invariant, out double number) && !double.IsInfinity(number) ? ConstantBits.Of(number) : null,
        ScalarKind.UInt64 or ScalarKind.UIntPtr => ulong.TryParse(text, NumberStyles.None, Invariant, out ulong number) ? unchecked((long)number) : null,
        _ => long.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out long number) && ConstantBits.Fits(type, number) ? number : null,
    };

    private static string Number(ScalarType type, long bits) => type.Kind switch
    {
        ScalarKind.Bool => bits == 0 ? "false" : "true",
        ScalarKind.Single => Shortest(ConstantBits.ToSingle(bits)),
        ScalarKind.Double => Shortest(ConstantBits.ToDouble(bits)),
        ScalarKind.UInt64 or ScalarKind.UIntPtr => unchecked((ulong)bits).ToString(Invariant),
        _ => bits.ToString(Invariant),
    };

    // "R" loses bits of some numbers on .NET Framework, where the compiler may run; 17 and 9 digits never do.
    private static string Shortest(double number)
    {
        if (number == 0) return 1 / number < 0 ? "-0" : "0";
        string text = number.ToString("R", Invariant);
        return Parse(ScalarType.Double, text) == ConstantBits.Of(number) ? text : number.ToString("G17", Invariant);
    }

    private static string Shortest(float number)
    {
        if (number == 0) return 1 / number < 0 ? "-0" : "0";
        string text = number.ToString("R", Invariant);
        return Parse(ScalarType.Single, text) == ConstantBits.Of(number) ? text : number.ToString("G9", Invariant);
    }

    private static double? Special(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        "-0" => -0.0,
        _ => null,
    };
}
