using System;

namespace AutoDiff.Problems;

/// <summary>A saddle, and the way to its middle: downhill from ridge to ridge.</summary>
public static partial class Saddle
{
    /// <summary>The height at a place given by two vectors: it rises with the one and falls with the other.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Height(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => Square(a) - Square(b);

    /// <summary>The height of the ridge at <paramref name="a"/>, to which a descent leads by the gradient.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double RidgeByReverse(double[] a, [NoGradient] double[] start) => Height(a, HighestByReverse(a, start));

    /// <summary>The same: to which a descent leads by derivatives along both axes.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double RidgeByForward(double[] a, [NoGradient] double[] start) => Height(a, HighestByForward(a, start));

    /// <summary>Where it is highest at <paramref name="a"/>.</summary>
    public static double[] HighestByReverse(double[] a, double[] start)
    {
        double[] b = [.. start], unused = new double[a.Length];
        Descent.Minimize(b, Depth);
        return b;

        double Depth(double[] b, double[] slope)
        {
            double height = HeightGradient(a, b, unused, slope);
            Negate(slope);
            return -height;
        }
    }

    /// <summary>Where it is highest at <paramref name="a"/>.</summary>
    public static double[] HighestByForward(double[] a, double[] start)
    {
        double[] b = [.. start], still = new double[a.Length], direction = new double[b.Length];
        Descent.Minimize(b, Depth);
        return b;

        double Depth(double[] b, double[] slope)
        {
            for (int i = 0; i < b.Length; i++)
            {
                direction[i] = 1;
                slope[i] = -HeightJvp(a, b, still, direction).Tangent;
                direction[i] = 0;
            }

            return -Height(a, b);
        }
    }

    private static void Negate(double[] x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = -x[i];
        }
    }

    private static double Square(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double element in x)
        {
            sum += element * element;
        }

        return sum;
    }
}
