using System;
using System.Globalization;
using System.Linq;

namespace AutoDiff.Training;

/// <summary>Numbers as people read them: with a true minus, and powers of ten where there would be many zeros.</summary>
internal static class NumberText
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>A multiple of a step, with as many digits as the step needs.</summary>
    public static string OfTick(double value, double step)
    {
        if (double.Abs(value) < step / 2)
        {
            return "0";
        }

        int magnitude = (int)double.Floor(double.Log10(double.Abs(value)));
        int digits = int.Clamp((int)double.Ceiling(-double.Log10(step) - 1e-9), 0, 300);
        if (magnitude >= 7 || digits > 5)
        {
            double mantissa = value / double.Pow(10, magnitude);
            int mantissaDigits = int.Clamp(digits + magnitude, 0, 15);
            string text = mantissa.ToString($"F{(digits > 0 ? mantissaDigits : 6)}", CultureInfo.InvariantCulture);
            return Signed($"{(text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text)}·{OfPower(magnitude)}");
        }

        return Signed(value.ToString($"F{digits}", CultureInfo.InvariantCulture));
    }

    /// <summary>A power of ten, such as 10⁻³.</summary>
    public static string OfPower(int exponent) =>
        $"10{(exponent < 0 ? "⁻" : "")}{string.Concat(int.Abs(exponent).ToString(CultureInfo.InvariantCulture).Select(static digit => Superscripts[digit - '0']))}";

    /// <summary>A measured value, to four digits.</summary>
    public static string OfValue(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }

        if (value == 0)
        {
            return "0";
        }

        if (double.Abs(value) is >= 1e7 or < 1e-4)
        {
            string[] parts = value.ToString("0.###e0", CultureInfo.InvariantCulture).Split('e');
            return Signed($"{parts[0]}·{OfPower(int.Parse(parts[1], CultureInfo.InvariantCulture))}");
        }

        // All digits before the point, whatever is asked for.
        int decimals = int.Clamp(3 - (int)double.Floor(double.Log10(double.Abs(value))), 0, 8);
        return Signed(double.Round(value, decimals).ToString("0.########", CultureInfo.InvariantCulture));
    }

    private static string Signed(string text) => text.Replace('-', '−');
}
