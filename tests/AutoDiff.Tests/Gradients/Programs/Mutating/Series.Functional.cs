using System;

namespace AutoDiff.Tests.Gradients;

public static partial class Series
{
    [Differentiable]
    public static double PrefixSumsFunctional(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[] pass = new double[4 * n];
        x.CopyTo(pass);
        for (int k = 1; k < 4; k++)
        {
            for (int i = 0; i < n; i++) pass[k * n + i] = i == 0 ? pass[(k - 1) * n] : pass[(k - 1) * n + i] + 0.5 * pass[k * n + i - 1];
        }

        double sum = 0;
        for (int i = 3 * n; i < 4 * n; i++) sum += Math.Sin(pass[i]);
        return sum;
    }

    [Differentiable]
    public static double CumulativeProductsFunctional(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[] product = new double[n], mean = new double[n];
        for (int i = 0; i < n; i++) product[i] = i == 0 ? x[0] : x[i] * product[i - 1];
        double sum = 0;
        for (int i = n - 1; i >= 0; i--)
        {
            mean[i] = i == n - 1 ? product[i] : Math.Sqrt(product[i] * mean[i + 1]);
            sum += mean[i] / (i + 1);
        }

        return sum;
    }

    /// <summary>By the binomial theorem.</summary>
    [Differentiable]
    public static double TaylorShiftFunctional(ReadOnlySpan<double> a, double x)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double coefficient = 0, factor = 1;
            for (int j = i; j < a.Length; j++)
            {
                coefficient += factor * a[j];
                factor *= x * (j + 1) / (j + 1 - i);
            }

            sum += coefficient * coefficient / (i + 1);
        }

        return sum;
    }

    [Differentiable]
    public static double ConvolveFunctional(ReadOnlySpan<double> x, ReadOnlySpan<double> kernel)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double dot = 0;
            for (int k = 0; k < kernel.Length; k++) dot += k <= i ? kernel[k] * x[i - k] : 0;
            sum += dot * dot * dot;
        }

        return sum;
    }

    /// <summary>The transform by its definition.</summary>
    [Differentiable]
    public static double FourierFunctional(ReadOnlySpan<double> x)
    {
        int n = x.Length / 2;
        double sum = 0;
        for (int k = 0; k < n; k++)
        {
            double re = 0, im = 0;
            for (int i = 0; i < n; i++)
            {
                double angle = -2 * Math.PI * k * i / n;
                re += Math.Cos(angle) * x[2 * i] - Math.Sin(angle) * x[2 * i + 1];
                im += Math.Sin(angle) * x[2 * i] + Math.Cos(angle) * x[2 * i + 1];
            }

            sum += Math.Log(1 + re * re + im * im) * (2 * k + 1);
        }

        return sum;
    }

    [Differentiable]
    public static double FourierSplitFunctional(ReadOnlySpan<double> re, ReadOnlySpan<double> im)
    {
        int n = re.Length;
        double sum = 0;
        for (int k = 0; k < n; k++)
        {
            double a = 0, b = 0;
            for (int i = 0; i < n; i++)
            {
                double angle = -2 * Math.PI * k * i / n;
                a += Math.Cos(angle) * re[i] - Math.Sin(angle) * im[i];
                b += Math.Sin(angle) * re[i] + Math.Cos(angle) * im[i];
            }

            sum += Math.Log(1 + a * a + b * b) * (2 * k + 1);
        }

        return sum;
    }

    [Differentiable]
    public static double RingFunctional(ReadOnlySpan<double> x)
    {
        double[] state = new double[x.Length];
        double sum = 0;
        for (int t = 0; t < x.Length; t++)
        {
            double oldest = t >= 3 ? state[t - 3] : 0, last = t >= 1 ? state[t - 1] : 0, middle = t >= 2 ? state[t - 2] : 0;
            state[t] = Math.Tanh(x[t] + 0.5 * oldest * last);
            sum += state[t] * middle + state[t];
        }

        return sum;
    }

    [Differentiable]
    public static double SlidingWindowFunctional(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 2; i < x.Length; i++)
        {
            double window = x[i] + x[i - 1] + x[i - 2];
            sum += window * window * window / 3;
        }

        return sum;
    }
}
