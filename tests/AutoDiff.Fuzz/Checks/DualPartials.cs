using System;
using static System.Math;

namespace AutoDiff.Fuzz.Checks;

/// <summary>The derivatives of the primitives as a textbook has them, written down without a look at the compiler's.</summary>
internal static class DualPartials
{
    /// <param name="x">The operands.</param>
    /// <param name="y">The result.</param>
    public static double[] Of(string primitive, double[] x, double y) => primitive switch
    {
        "Add" => [1, 1],
        "Subtract" => [1, -1],
        "Multiply" or "GuardedMultiply" => [x[1], x[0]],
        "Divide" or "GuardedDivide" => [1 / x[1], -x[0] / x[1] / x[1]],
        "Remainder" => [1, -Truncate(x[0] / x[1])],
        "Ieee754Remainder" => [1, -Round(x[0] / x[1])],
        "Negate" => [-1],
        "Convert" => [1],
        "StopGradient" => [0],
        "WithDerivativeOf" => [0, 1],
        "FusedMultiplyAdd" or "MultiplyAddEstimate" => [x[1], x[0], 1],
        "Lerp" => [1 - x[2], x[2], x[1] - x[0]],
        "Atan2" => [x[1] / ((x[0] * x[0]) + (x[1] * x[1])), -x[0] / ((x[0] * x[0]) + (x[1] * x[1]))],
        "Hypot" => y == 0 ? [0, 0] : [x[0] / y, x[1] / y],
        "Pow" => [x[1] == 0 ? 0 : x[1] * Math.Pow(x[0], x[1] - 1), x[0] == 0 ? 0 : y * Log(x[0])],
        "CopySign" => [x[0] == 0 ? 0 : CopySign(1, x[0]) * CopySign(1, x[1]), 0],
        "Max" => First(!(x[0] < x[1])),
        "Min" => First(!(x[0] > x[1])),
        "MaxMagnitude" => Abs(x[0]) == Abs(x[1]) ? First(y.Equals(x[0])) : First(Abs(x[0]) > Abs(x[1])),
        "MinMagnitude" => Abs(x[0]) == Abs(x[1]) ? First(y.Equals(x[0])) : First(Abs(x[0]) < Abs(x[1])),
        "Clamp" or "ClampOrNaN" or "ClampNative" => x[0] < x[1] ? [0, 1, 0] : x[0] > x[2] ? [0, 0, 1] : [1, 0, 0],
        "Floor" or "Ceiling" or "Truncate" or "Round" or "Sign" => [0],
        _ => [Slope(primitive, x[0], y)],
    };

    private static double[] First(bool isFirst) => isFirst ? [1, 0] : [0, 1];

    private static double Slope(string primitive, double x, double y) => primitive switch
    {
        "Abs" => x == 0 ? 0 : x > 0 ? 1 : -1,
        "Sqrt" => 1 / (2 * Math.Sqrt(x)),
        "Norm" => y == 0 ? 0 : 1 / (2 * y),
        "Cbrt" => Math.Pow(Abs(x), -2.0 / 3) / 3,
        "Exp" => Math.Exp(x),
        "Exp2" => Log(2) * Math.Pow(2, x),
        "Exp10" => Log(10) * Math.Pow(10, x),
        "ExpM1" => Math.Exp(x),
        "Log" => 1 / x,
        "Log2" => 1 / (x * Log(2)),
        "Log10" => 1 / (x * Log(10)),
        "LogP1" => 1 / (1 + x),
        "Sin" => Math.Cos(x),
        "Cos" => -Math.Sin(x),
        "Tan" => 1 / (Math.Cos(x) * Math.Cos(x)),
        "Asin" => 1 / Math.Sqrt(1 - (x * x)),
        "Acos" => -1 / Math.Sqrt(1 - (x * x)),
        "Atan" => 1 / (1 + (x * x)),
        "Sinh" => Math.Cosh(x),
        "Cosh" => Math.Sinh(x),
        "Tanh" => 1 / (Math.Cosh(x) * Math.Cosh(x)),
        "Asinh" => 1 / Math.Sqrt((x * x) + 1),
        "Acosh" => 1 / Math.Sqrt((x * x) - 1),
        "Atanh" => 1 / (1 - (x * x)),
        "Sigmoid" => 1 / (2 + Math.Exp(x) + Math.Exp(-x)),
        _ => throw new NotSupportedException($"There is no derivative of {primitive}."),
    };
}
