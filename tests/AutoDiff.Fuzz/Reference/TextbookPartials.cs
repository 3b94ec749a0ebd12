using System;
using static AutoDiff.Fuzz.Reference.Jet;

namespace AutoDiff.Fuzz.Reference;

/// <summary>The derivatives of the primitives as a textbook has them, written down without a look at the compiler's.</summary>
internal static class TextbookPartials
{
    private static readonly double Ln2 = Math.Log(2), Ln10 = Math.Log(10);

    /// <param name="x">The operands.</param>
    /// <param name="y">The result.</param>
    public static Jet[] Of(string primitive, Jet[] x, Jet y) => primitive switch
    {
        "Add" => [1, 1],
        "Subtract" => [1, -1],
        "Multiply" => [x[1], x[0]],
        "Divide" => [1 / x[1], -(x[0] / x[1] / x[1])],
        "Remainder" => [1, -Math.Truncate(x[0].Number / x[1].Number)],
        "Ieee754Remainder" => [1, -Math.Round(x[0].Number / x[1].Number)],
        "Negate" => [-1],
        "Convert" => [1],
        "StopGradient" => [0],
        "WithDerivativeOf" => [0, 1],
        "FusedMultiplyAdd" or "MultiplyAddEstimate" => [x[1], x[0], 1],
        "Lerp" => [1 - x[2], x[2], x[1] - x[0]],
        "Atan2" => [x[1] / ((x[0] * x[0]) + (x[1] * x[1])), -(x[0] / ((x[0] * x[0]) + (x[1] * x[1])))],
        "Hypot" => y.Number == 0 ? [0, 0] : [x[0] / y, x[1] / y],
        "Pow" => [x[1].Number == 0 ? 0 : x[1] * Pow(x[0], x[1] - 1), x[0].Number == 0 ? 0 : y * Log(x[0])],
        "CopySign" => [x[0].Number == 0 ? 0 : Math.CopySign(1, x[0].Number) * Math.CopySign(1, x[1].Number), 0],
        "Max" => First(!(x[0].Number < x[1].Number)),
        "Min" => First(!(x[0].Number > x[1].Number)),
        "MaxMagnitude" => Math.Abs(x[0].Number) == Math.Abs(x[1].Number) ? First(y.Number.Equals(x[0].Number)) : First(Math.Abs(x[0].Number) > Math.Abs(x[1].Number)),
        "MinMagnitude" => Math.Abs(x[0].Number) == Math.Abs(x[1].Number) ? First(y.Number.Equals(x[0].Number)) : First(Math.Abs(x[0].Number) < Math.Abs(x[1].Number)),
        "Clamp" or "ClampOrNaN" or "ClampNative" => x[0].Number < x[1].Number ? [0, 1, 0] : x[0].Number > x[2].Number ? [0, 0, 1] : [1, 0, 0],
        "Floor" or "Ceiling" or "Truncate" or "Round" or "Sign" => [0],
        _ => [Derivative(primitive, x[0], y)],
    };

    /// <summary>Are the derivatives of a primitive made of its result, other than to ask which operand that is?</summary>
    public static bool UseResult(string primitive) => primitive is "Hypot" or "Pow" or "Norm";

    private static Jet[] First(bool isFirst) => isFirst ? [1, 0] : [0, 1];

    private static Jet Derivative(string primitive, Jet x, Jet y) => primitive switch
    {
        "Abs" => Math.Sign(x.Number),
        "Sqrt" => 1 / (2 * Sqrt(x)),
        "Norm" => y.Number == 0 ? 0 : 1 / (2 * y),
        "Cbrt" => Pow(Abs(x), -2.0 / 3) / 3,
        "Exp" or "ExpM1" => Exp(x),
        "Exp2" => Ln2 * Pow(2, x),
        "Exp10" => Ln10 * Pow(10, x),
        "Log" => 1 / x,
        "Log2" => 1 / (x * Ln2),
        "Log10" => 1 / (x * Ln10),
        "LogP1" => 1 / (1 + x),
        "Sin" => Cos(x),
        "Cos" => -Sin(x),
        "Tan" => 1 / (Cos(x) * Cos(x)),
        "Asin" => 1 / Sqrt(1 - (x * x)),
        "Acos" => -(1 / Sqrt(1 - (x * x))),
        "Atan" => 1 / (1 + (x * x)),
        "Sinh" => Cosh(x),
        "Cosh" => Sinh(x),
        "Tanh" => Math.Abs(x.Number) > Saturated ? 0 : 1 / (Cosh(x) * Cosh(x)),
        "Asinh" => 1 / Sqrt((x * x) + 1),
        "Acosh" => 1 / Sqrt((x * x) - 1),
        "Atanh" => 1 / (1 - (x * x)),
        "Sigmoid" => Math.Abs(x.Number) > Saturated ? 0 : 1 / (2 + Exp(x) + Exp(-x)),
        _ => throw new NotSupportedException($"There is no derivative of {primitive}."),
    };

    /// <summary>Beyond this the derivative is less than any number, but what it is made of is more.</summary>
    private const double Saturated = 350;
}
