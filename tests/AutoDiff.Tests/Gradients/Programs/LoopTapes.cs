using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Loops of which it is known how much has to be kept.</summary>
public static partial class LoopTapes
{
    [Differentiable]
    public static double Counted(double x, [NoGradient] int n)
    {
        double y = x;
        for (int i = 0; i < n; i++) y = Math.Sin(y) + 0.5;
        return y;
    }

    [Differentiable]
    public static double Uncounted(double x, [NoGradient] int n)
    {
        double y = x;
        while (n > 0)
        {
            y = Math.Sin(y) + 0.5;
            n -= 1 + n % 2;
        }

        return y;
    }

    [Differentiable]
    public static double UntilConverged(double x, [NoGradient] double tolerance)
    {
        double y = 1, change;
        do
        {
            change = tolerance * (1 - y * y * y * x);
            y += change * y;
        }
        while (Math.Abs(change) > tolerance * tolerance);

        return y;
    }

    [Differentiable]
    public static double WithExit(double x, [NoGradient] int most, [NoGradient] int exit)
    {
        double y = x;
        for (int i = 0; i < most; i++)
        {
            if (i == exit) break;
            y = Math.Sin(y) + 0.5;
        }

        return y;
    }

    [Differentiable]
    public static double Nested(double x, [NoGradient] int n, [NoGradient] int m)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < m; j++) y = Math.Sin(y) + 0.5;
        }

        return y;
    }

    [Differentiable]
    public static double Triangular(double x, [NoGradient] int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++) y = Math.Sin(y) + 0.5;
        }

        return y;
    }

    [Differentiable]
    public static double NestedUncounted(double x, [NoGradient] int n, [NoGradient] int m)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            int j = m;
            while (j > 0)
            {
                y = Math.Sin(y) + 0.5;
                j -= 1 + j % 2;
            }
        }

        return y;
    }

    [Differentiable]
    public static double InPlace(Span<double> x, [NoGradient] int sweeps)
    {
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            for (int i = 0; i < x.Length; i++) x[i] = Math.Sin(x[i]) + 0.5;
        }

        double sum = 0;
        foreach (double value in x) sum += value;
        return sum;
    }

    [Differentiable]
    public static double Fresh(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double[] three = new double[3];
            for (int j = 0; j < 3; j++) three[j] = x[i] * (j + 1);
            for (int j = 0; j < 3; j++) sum += Math.Sin(three[j]);
        }

        return sum;
    }

    [Differentiable]
    public static double Linear(ReadOnlySpan<double> x, double a)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += a * x[i] * x[i];
        return sum;
    }

    /// <summary>A running minimum.</summary>
    [Differentiable]
    public static double Least(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double best = double.PositiveInfinity;
        for (int i = 0; i < x.Length; i++)
        {
            double distance = (x[i] - y[i]) * (x[i] - y[i]);
            if (distance < best) best = distance;
        }

        return best;
    }
}
