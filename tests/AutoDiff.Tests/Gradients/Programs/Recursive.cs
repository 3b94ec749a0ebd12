using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Methods that call themselves.</summary>
public static partial class Recursive
{
    /// <summary>The sum of sines, pair by pair.</summary>
    [Differentiable]
    public static double PairwiseSum(ReadOnlySpan<double> x) => x.Length switch
    {
        0 => 0,
        1 => Math.Sin(x[0]),
        _ => PairwiseSum(x[..(x.Length / 2)]) + PairwiseSum(x[(x.Length / 2)..]),
    };

    /// <summary>The same in single precision, with a weight that is passed down.</summary>
    [Differentiable]
    public static float PairwiseSingle(ReadOnlySpan<float> x, float weight) => x.Length switch
    {
        0 => 0,
        1 => MathF.Sin(x[0]) * weight,
        _ => PairwiseSingle(x[..(x.Length / 2)], weight * 0.5f) + PairwiseSingle(x[(x.Length / 2)..], weight),
    };

    /// <summary>The product of 1 + x² with every power by repeated squaring.</summary>
    [Differentiable]
    public static double Powers(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Power(x[i], i) / (1 + i);
        }

        return sum;
    }

    /// <summary>Sorts by merging, then weighs by rank.</summary>
    [Differentiable]
    public static double MergeSorted(Span<double> x)
    {
        MergeSort(x);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += (i + 1) * x[i] * x[i];
        }

        return sum;
    }

    /// <summary>The energy of a tree whose nodes are numbered as in a heap.</summary>
    [Differentiable]
    public static double Heap(ReadOnlySpan<double> x, double scale) => Node(x, scale, 0);

    private static double Power(double x, int n)
    {
        if (n == 0)
        {
            return 1;
        }

        double half = Power(x, n / 2);
        return n % 2 == 0 ? half * half : half * half * x;
    }

    private static void MergeSort(Span<double> x)
    {
        if (x.Length < 2)
        {
            return;
        }

        int middle = x.Length / 2;
        MergeSort(x[..middle]);
        MergeSort(x[middle..]);
        double[] merged = new double[x.Length];
        int i = 0, j = middle;
        for (int k = 0; k < merged.Length; k++)
        {
            bool takesFirst = j == x.Length || (i < middle && x[i] <= x[j]);
            merged[k] = takesFirst ? x[i++] : x[j++];
        }

        merged.CopyTo(x);
    }

    private static double Node(ReadOnlySpan<double> x, double scale, int node)
    {
        if (node >= x.Length)
        {
            return scale;
        }

        double left = Node(x, scale * 0.5, (2 * node) + 1), right = Node(x, scale, (2 * node) + 2);
        return Math.Tanh((x[node] * left) + right);
    }
}
