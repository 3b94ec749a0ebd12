using System;
using static AutoDiff.Tests.Maths.Oracle.DoubleDouble;

namespace AutoDiff.Tests.Maths.Oracle;

/// <summary>Elementary functions of finite numbers to some 28 digits, from series and Newton's method: slow, short and independent of what is tested.</summary>
internal static class Reference
{
    private static readonly DoubleDouble Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);
    private static readonly DoubleDouble Ln10 = new(2.302585092994046, -2.1707562233822494e-16);
    private static readonly DoubleDouble HalfPi = new(1.5707963267948966, 6.123233995736766e-17);
    private static readonly double[] QuarterTurn = [1.5707963267948966, 6.123233995736766e-17, -1.4973849048591698e-33, 4.320574262296449e-50];

    // The square of what is less does not count, and halves of it may be no numbers.
    private const double Tiny = 1e-200;

    public static DoubleDouble Exp(DoubleDouble x)
    {
        if (x.High < -1000)
        {
            return 0;
        }

        double n = Math.Round(x.High / Ln2.High);
        return ScaleB(1 + SmallExpM1(x - (n * Ln2)), (int)n);
    }

    public static DoubleDouble Exp2(DoubleDouble x)
    {
        double n = Math.Round(x.High);
        return ScaleB(Exp((x - n) * Ln2), (int)n);
    }

    public static DoubleDouble Exp10(double x)
    {
        // The product loses digits where it is large; the multiple of log 2 is taken away from x first.
        double n = Math.Round(x * 3.3219280948873622);
        return ScaleB(Exp((x * Ln10) - (n * Ln2)), (int)n);
    }

    public static DoubleDouble ExpM1(DoubleDouble x) => Math.Abs(x.High) < 0.3 ? SmallExpM1(x) : Exp(x) - 1;

    public static DoubleDouble Log(DoubleDouble x)
    {
        int n = Math.ILogB(x.High);
        DoubleDouble significand = ScaleB(x, -n);
        if (significand.High > 1.5)
        {
            (n, significand) = (n + 1, ScaleB(significand, -1));
        }

        return (n * Ln2) + SmallLogP1(significand - 1);
    }

    public static DoubleDouble Log2(double x) => Math.ScaleB(1, Math.ILogB(x)) == x ? Math.ILogB(x) : Log(x) / Ln2;

    public static DoubleDouble Log10(double x) => Log(x) / Ln10;

    public static DoubleDouble LogP1(DoubleDouble x) => Math.Abs(x.High) < 0.25 ? SmallLogP1(x) : Log(1 + x);

    public static DoubleDouble Pow(double x, double y)
    {
        DoubleDouble exponent = y * Log(x);
        return Exp(exponent);
    }

    public static DoubleDouble Cbrt(double x)
    {
        // A product of subnormal numbers has no second part.
        int third = Math.ILogB(x) / 3;
        DoubleDouble scaled = Math.ScaleB(x, -3 * third), root = Math.Cbrt(scaled.High);
        return ScaleB(root - (((root * root * root) - scaled) / (3 * root * root)), third);
    }

    public static DoubleDouble Sin(double x) => SinCos(x).Sin;

    public static DoubleDouble Cos(double x) => SinCos(x).Cos;

    public static DoubleDouble Tan(double x)
    {
        (DoubleDouble sin, DoubleDouble cos) = SinCos(x);
        return sin / cos;
    }

    public static DoubleDouble Atan(DoubleDouble x)
    {
        // atan x = y + atan((x - tan y) / (1 + x · tan y))
        double y = Math.Atan(x.High);
        (DoubleDouble sin, DoubleDouble cos) = SinCos(y);
        DoubleDouble rest = ((x * cos) - sin) / (cos + (x * sin));
        return y + rest;
    }

    public static DoubleDouble Atan2(double y, double x)
    {
        DoubleDouble acute = Math.Abs(y) < Math.Abs(x) ? Atan((DoubleDouble)Math.Abs(y) / Math.Abs(x)) : HalfPi - Atan((DoubleDouble)Math.Abs(x) / Math.Abs(y));
        DoubleDouble angle = x < 0 ? HalfPi + HalfPi - acute : acute;
        return y < 0 ? -angle : angle;
    }

    public static DoubleDouble Asin(double x) => Math.Abs(x) == 1 ? x * HalfPi : Atan(x / Sqrt(((DoubleDouble)1 - x) * ((DoubleDouble)1 + x)));

    public static DoubleDouble Acos(double x) => x == -1 ? HalfPi + HalfPi : 2 * Atan(Sqrt(((DoubleDouble)1 - x) / ((DoubleDouble)1 + x)));

    public static DoubleDouble Sinh(double x)
    {
        if (Math.Abs(x) < Tiny)
        {
            return x;
        }

        // e^|x| / 2 may be finite where e^|x| is not.
        DoubleDouble half = Math.Abs(x) > 40 ? Exp(Math.Abs(x) - Ln2) : ExpM1(Math.Abs(x)) * 0.5;
        DoubleDouble sinh = Math.Abs(x) > 40 ? half : half + (half / (1 + (2 * half)));
        return x < 0 ? -sinh : sinh;
    }

    public static DoubleDouble Cosh(double x)
    {
        DoubleDouble half = Exp(Math.Abs(x) - Ln2);
        return Math.Abs(x) > 40 ? half : half + (0.25 / half);
    }

    public static DoubleDouble Tanh(double x)
    {
        DoubleDouble power = ExpM1(2 * Math.Min(Math.Abs(x), 100));
        DoubleDouble tanh = power / (power + 2);
        return x < 0 ? -tanh : tanh;
    }

    public static DoubleDouble Asinh(double x)
    {
        DoubleDouble a = Math.Abs(x);
        DoubleDouble asinh = a.High > 1e20 ? Log(a) + Ln2 : LogP1(a + (a * a / (1 + Sqrt(1 + (a * a)))));
        return x < 0 ? -asinh : asinh;
    }

    public static DoubleDouble Acosh(double x)
    {
        DoubleDouble t = (DoubleDouble)x - 1;
        return x > 1e20 ? Log(x) + Ln2 : LogP1(t + Sqrt((2 * t) + (t * t)));
    }

    public static DoubleDouble Atanh(double x) => 0.5 * LogP1(2 * (DoubleDouble)x / ((DoubleDouble)1 - x));

    public static DoubleDouble Sigmoid(double x) => x < 0 ? Exp(x) / (1 + Exp(x)) : 1 / (1 + Exp(-x));

    public static DoubleDouble Softplus(double x) => (DoubleDouble)Math.Max(x, 0) + LogP1(Exp(-Math.Abs(x)));

    public static DoubleDouble Erf(double x) => Math.Abs(x) < 3 ? SmallErf(x) : x < 0 ? SmallErfc(-x) - 1 : 1 - SmallErfc(x);

    public static DoubleDouble Erfc(double x) => x < 0 ? 1 + Erf(-x) : SmallErfc(x);

    public static DoubleDouble NormalCdf(double x)
    {
        DoubleDouble tail = 0.5 * SmallErfc(Math.Abs(x) / Sqrt(2));
        return x > 0 ? 1 - tail : tail;
    }

    public static DoubleDouble Gelu(double x) => Math.Abs(x) < Tiny ? 0.5 * x : x * NormalCdf(x);

    /// <summary>2x / √π · e to the -x² · Σ (2x²)ᵏ / (1 · 3 ··· (2k + 1)): no terms cancel.</summary>
    private static DoubleDouble SmallErf(DoubleDouble x)
    {
        DoubleDouble square = x * x, sum = 0;
        for (int k = 120; k >= 1; k--)
        {
            sum = 2 * square / ((2 * k) + 1) * (1 + sum);
        }

        return 2 * x / Sqrt(HalfPi + HalfPi) * Exp(-square) * (1 + sum);
    }

    /// <summary>For positive x; beyond 3, where the difference from 1 loses digits, as a continued fraction.</summary>
    private static DoubleDouble SmallErfc(DoubleDouble x)
    {
        if (x.High < 3)
        {
            return 1 - SmallErf(x);
        }

        if (x.High > 100)
        {
            return 0;
        }

        DoubleDouble fraction = x;
        for (int k = 150; k >= 1; k--)
        {
            fraction = x + (0.5 * k / fraction);
        }

        return Exp(-(x * x)) / (Sqrt(HalfPi + HalfPi) * fraction);
    }

    private static DoubleDouble SmallExpM1(DoubleDouble x)
    {
        if (Math.Abs(x.High) < Tiny)
        {
            return x;
        }

        const int Halvings = 6, Terms = 14;
        DoubleDouble r = ScaleB(x, -Halvings), sum = 0;
        for (int k = Terms; k >= 1; k--)
        {
            sum = r / k * (1 + sum);
        }

        for (int i = 0; i < Halvings; i++)
        {
            sum = sum * (2 + sum);
        }

        return sum;
    }

    /// <summary>log(1 + f) for -1/4 ≤ f ≤ 1/2.</summary>
    private static DoubleDouble SmallLogP1(DoubleDouble f)
    {
        if (Math.Abs(f.High) < Tiny)
        {
            return f;
        }

        DoubleDouble s = f / (2 + f), square = s * s, sum = 0;
        for (int k = 49; k >= 1; k -= 2)
        {
            sum = ((DoubleDouble)1 / k) + (square * sum);
        }

        return 2 * s * sum;
    }

    private static (DoubleDouble Sin, DoubleDouble Cos) SinCos(double x)
    {
        double n = Math.Round(x / QuarterTurn[0]);
        DoubleDouble r = x;
        foreach (double part in QuarterTurn)
        {
            r -= Product(n, part);
        }

        DoubleDouble square = r * r, sin = 0, cos = 0;
        for (int k = 28; k >= 2; k -= 2)
        {
            sin = -square / (k * (k + 1)) * (1 + sin);
            cos = -square / (k * (k - 1)) * (1 + cos);
        }

        (sin, cos) = (r * (1 + sin), 1 + cos);
        return ((long)n & 3) switch { 0 => (sin, cos), 1 => (cos, -sin), 2 => (-sin, -cos), _ => (-cos, sin) };
    }
}
