using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Sums, products, transforms and filters in place.</summary>
public static partial class Series
{
    /// <summary>Prefix sums of prefix sums.</summary>
    [Differentiable]
    public static double PrefixSums(Span<double> x)
    {
        for (int pass = 0; pass < 3; pass++)
        {
            for (int i = 1; i < x.Length; i++) x[i] += 0.5 * x[i - 1];
        }

        double sum = 0;
        foreach (double value in x) sum += Math.Sin(value);
        return sum;
    }

    /// <summary>Cumulative products, each the square root of what it replaces.</summary>
    [Differentiable]
    public static double CumulativeProducts(Span<double> x)
    {
        for (int i = 1; i < x.Length; i++) x[i] *= x[i - 1];
        for (int i = x.Length - 2; i >= 0; i--) x[i] = Math.Sqrt(x[i] * x[i + 1]);
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += x[i] / (i + 1);
        return sum;
    }

    /// <summary>The Taylor coefficients of a polynomial elsewhere, by Horner's scheme over itself.</summary>
    [Differentiable]
    public static double TaylorShift(Span<double> a, double x)
    {
        for (int k = 0; k < a.Length; k++)
        {
            for (int i = a.Length - 2; i >= k; i--) a[i] += x * a[i + 1];
        }

        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * a[i] / (i + 1);
        return sum;
    }

    /// <summary>Convolution with a short kernel, from the end, so that what is read has not been written.</summary>
    [Differentiable]
    public static double Convolve(Span<double> x, ReadOnlySpan<double> kernel)
    {
        for (int i = x.Length - 1; i >= 0; i--)
        {
            x[i] *= kernel[0];
            for (int k = 1; k < kernel.Length && k <= i; k++) x[i] += kernel[k] * x[i - k];
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += x[i] * x[i] * x[i];
        return sum;
    }

    /// <summary>Fourier's transform of numbers that alternate between real and imaginary parts.</summary>
    [Differentiable]
    public static double FourierInterleaved(Span<double> x)
    {
        int n = x.Length / 2;
        for (int i = 1, j = 0; i < n; i++)
        {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1) j ^= bit;
            j ^= bit;
            if (i < j)
            {
                (x[2 * i], x[2 * j]) = (x[2 * j], x[2 * i]);
                (x[2 * i + 1], x[2 * j + 1]) = (x[2 * j + 1], x[2 * i + 1]);
            }
        }

        for (int half = 1; half < n; half *= 2)
        {
            for (int block = 0; block < n; block += 2 * half)
            {
                for (int k = 0; k < half; k++)
                {
                    double angle = -Math.PI * k / half, c = Math.Cos(angle), s = Math.Sin(angle);
                    int top = 2 * (block + k), bottom = top + 2 * half;
                    double re = c * x[bottom] - s * x[bottom + 1], im = s * x[bottom] + c * x[bottom + 1];
                    x[bottom] = x[top] - re;
                    x[bottom + 1] = x[top + 1] - im;
                    x[top] += re;
                    x[top + 1] += im;
                }
            }
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i += 2) sum += Math.Log(1 + x[i] * x[i] + x[i + 1] * x[i + 1]) * (i + 1);
        return sum;
    }

    /// <summary>The same with real and imaginary parts apart, by decimation in frequency, and the rotation carried along by products.</summary>
    [Differentiable]
    public static double FourierSplit(Span<double> re, Span<double> im)
    {
        int n = re.Length;
        for (int half = n / 2; half > 0; half /= 2)
        {
            for (int block = 0; block < n; block += 2 * half)
            {
                double c = 1, s = 0, turnC = Math.Cos(Math.PI / half), turnS = -Math.Sin(Math.PI / half);
                for (int top = block; top < block + half; top++)
                {
                    int bottom = top + half;
                    double a = re[top] - re[bottom], b = im[top] - im[bottom];
                    re[top] += re[bottom];
                    im[top] += im[bottom];
                    re[bottom] = c * a - s * b;
                    im[bottom] = s * a + c * b;
                    (c, s) = (c * turnC - s * turnS, c * turnS + s * turnC);
                }
            }
        }

        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            int reversed = 0;
            for (int bit = 1, value = i; bit < n; bit *= 2, value >>= 1) reversed = 2 * reversed + (value & 1);
            sum += Math.Log(1 + re[i] * re[i] + im[i] * im[i]) * (2 * reversed + 1);
        }

        return sum;
    }

    /// <summary>A recurrence whose last four values live in a ring.</summary>
    [Differentiable]
    public static double Ring(ReadOnlySpan<double> x)
    {
        Span<double> ring = stackalloc double[4];
        ring.Clear();
        double sum = 0;
        for (int t = 0; t < x.Length; t++)
        {
            ring[t % 4] = Math.Tanh(x[t] + 0.5 * ring[(t + 1) % 4] * ring[(t + 3) % 4]);
            sum += ring[t % 4] * ring[(t + 2) % 4] + ring[t & 3];
        }

        return sum;
    }

    /// <summary>The sum over a window carried along: one element enters, one leaves.</summary>
    [Differentiable]
    public static double SlidingWindow(ReadOnlySpan<double> x)
    {
        const int Width = 3;
        double window = 0, product = 0;
        for (int i = 0; i < x.Length; i++)
        {
            window += x[i];
            if (i >= Width) window -= x[i - Width];
            if (i + 1 >= Width) product += window * window * window / Width;
        }

        return product;
    }
}
