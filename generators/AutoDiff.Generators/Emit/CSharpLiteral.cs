using System;
using System.Globalization;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Constants as C# literals that read back to the same bits.</summary>
internal static class CSharpLiteral
{
    private const double LargestPlainInteger = 1e9;

    /// <summary>A literal whose own type is the given one.</summary>
    public static Code Of(ScalarType type, long bits) => type.Kind switch
    {
        ScalarKind.Double => Floating("double", ConstantBits.ToDouble(bits), Double(ConstantBits.ToDouble(bits))),
        ScalarKind.Single => Floating("float", ConstantBits.ToSingle(bits), Single(ConstantBits.ToSingle(bits))),
        ScalarKind.Bool => Code.Primary(bits != 0 ? "true" : "false"),
        ScalarKind.Char => Code.Primary(Character((char)bits)),
        ScalarKind.Int32 => bits == int.MinValue ? Code.Primary("int.MinValue") : Signed(Integer(bits)),
        ScalarKind.Int64 => bits == long.MinValue ? Code.Primary("long.MinValue") : Signed(Integer(bits) + "L"),
        ScalarKind.UInt32 => Code.Primary(Integer(bits) + "u"),
        ScalarKind.UInt64 => Code.Primary(unchecked((ulong)bits).ToString(CultureInfo.InvariantCulture) + "UL"),
        ScalarKind.UIntPtr => new Code($"(nuint){unchecked((ulong)bits).ToString(CultureInfo.InvariantCulture)}", Precedence.Unary),
        _ => new Code(bits < 0 ? $"({CSharpTypes.Keyword(type.Kind)})({Integer(bits)})" : $"({CSharpTypes.Keyword(type.Kind)}){Integer(bits)}", Precedence.Unary),
    };

    /// <summary>The shortest literal for a place that converts it to the type: <c>0</c> for <c>0.0</c>.</summary>
    public static Code Loose(ScalarType type, long bits)
    {
        if (type.IsFloating)
        {
            double number = ConstantBits.ToNumber(type, bits);
            bool isNegativeZero = number == 0 && bits != 0;
            return Math.Floor(number) == number && Math.Abs(number) < LargestPlainInteger && !isNegativeZero ? Signed(Integer((long)number)) : Of(type, bits);
        }

        bool isNegative = bits < 0 && type.Kind is not (ScalarKind.UInt64 or ScalarKind.UIntPtr);
        bool isShort = isNegative ? bits > int.MinValue : bits is >= 0 and <= int.MaxValue;
        return type.IsInteger && type.Kind != ScalarKind.Char && isShort ? Signed(Integer(bits)) : Of(type, bits);
    }

    private static Code Floating(string type, double value, string text) => value switch
    {
        double.PositiveInfinity => Code.Primary($"{type}.PositiveInfinity"),
        double.NegativeInfinity => Code.Primary($"{type}.NegativeInfinity"),
        _ => double.IsNaN(value) ? Code.Primary($"{type}.NaN") : Signed(text),
    };

    private static string Double(double value)
    {
        string text = Shortest(value.ToString("G15", CultureInfo.InvariantCulture), value, static text => double.Parse(text, CultureInfo.InvariantCulture), "G17");
        return text.Any(static c => c is '.' or 'e') ? text : text + ".0";
    }

    private static string Single(float value) =>
        Shortest(value.ToString("G7", CultureInfo.InvariantCulture), value, static text => float.Parse(text, CultureInfo.InvariantCulture), "G9") + "f";

    /// <summary>The short text where it reads back exactly, else the long one; "R" is not exact on every runtime a generator is loaded into.</summary>
    private static string Shortest<T>(string shortText, T value, Func<string, T> parse, string exactFormat) where T : struct, IFormattable
    {
        bool isExact = Equals(parse(shortText), value) && !(IsZero(value) && shortText[0] != '-');
        if (isExact) return Exponent(shortText);
        if (IsZero(value)) return IsNegativeZero(value) ? "-0" + (value is double ? ".0" : "") : "0";
        string middle = value.ToString(value is double ? "G16" : "G8", CultureInfo.InvariantCulture);
        return Exponent(Equals(parse(middle), value) ? middle : value.ToString(exactFormat, CultureInfo.InvariantCulture));
    }

    private static bool IsZero<T>(T value) => value is 0.0 or 0f;

    private static bool IsNegativeZero<T>(T value) => value switch
    {
        double number => BitConverter.DoubleToInt64Bits(number) != 0,
        float number => ConstantBits.Of(number) != 0,
        _ => false,
    };

    /// <summary><c>1E-05</c> as people write it: <c>1e-5</c>.</summary>
    private static string Exponent(string text)
    {
        int e = text.IndexOf('E');
        if (e < 0) return text;
        return $"{text.Substring(0, e)}e{int.Parse(text.Substring(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)}";
    }

    private static string Character(char value) => value switch
    {
        '\'' => @"'\''",
        '\\' => @"'\\'",
        >= ' ' and <= '~' => $"'{value}'",
        _ => $"'\\u{((int)value).ToString("x4", CultureInfo.InvariantCulture)}'",
    };

    private static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static Code Signed(string text) => text[0] == '-' ? new Code(text, Precedence.Unary) { Opposite = Code.Primary(text.Substring(1)) } : Code.Primary(text);
}
