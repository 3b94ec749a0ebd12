using System;

namespace AutoDiff.Tests.Maths.Oracle;

/// <summary>A number as the sum of two, of which the second is less than half a unit in the last place of the first: about 32 digits.</summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static implicit operator DoubleDouble(double x) => new(x, 0);

    public static DoubleDouble operator -(DoubleDouble x) => new(-x.High, -x.Low);

    public static DoubleDouble operator +(DoubleDouble x, DoubleDouble y)
    {
        (double high, double middle) = Sum(x.High, y.High);
        (double low, double lowest) = Sum(x.Low, y.Low);
        (high, middle) = OrderedSum(high, middle + low);
        (high, low) = OrderedSum(high, middle + lowest);
        return new DoubleDouble(high, low);
    }

    public static DoubleDouble operator -(DoubleDouble x, DoubleDouble y) => x + -y;

    public static DoubleDouble operator *(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble leading = Product(x.High, y.High);
        (double high, double low) = OrderedSum(leading.High, leading.Low + ((x.High * y.Low) + (x.Low * y.High)));
        return new DoubleDouble(high, low);
    }

    public static DoubleDouble operator /(DoubleDouble x, DoubleDouble y)
    {
        double first = x.High / y.High;
        DoubleDouble rest = x - (y * first);
        double second = rest.High / y.High;
        rest -= y * second;
        (double high, double low) = OrderedSum(first, second);
        return new DoubleDouble(high, low) + (rest.High / y.High);
    }

    /// <summary>The product of two doubles, exactly.</summary>
    public static DoubleDouble Product(double x, double y)
    {
        double product = x * y;
        return new DoubleDouble(product, Math.FusedMultiplyAdd(x, y, -product));
    }

    public static DoubleDouble Sqrt(DoubleDouble x)
    {
        if (x.High == 0)
        {
            return 0;
        }

        double root = Math.Sqrt(x.High);
        return root + ((x - Product(root, root)) / (2 * root));
    }

    public static DoubleDouble Abs(DoubleDouble x) => x.High < 0 ? -x : x;

    /// <summary>x · 2ⁿ.</summary>
    public static DoubleDouble ScaleB(DoubleDouble x, int n) => new(Math.ScaleB(x.High, n), Math.ScaleB(x.Low, n));

    private static (double High, double Low) Sum(double x, double y)
    {
        double sum = x + y, part = sum - x;
        return (sum, (x - (sum - part)) + (y - part));
    }

    private static (double High, double Low) OrderedSum(double x, double y)
    {
        double sum = x + y;
        return (sum, y - (sum - x));
    }
}
