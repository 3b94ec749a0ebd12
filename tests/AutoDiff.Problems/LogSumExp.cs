using System;

namespace AutoDiff.Problems;

/// <summary>The logarithm of a sum of exponentials.</summary>
public static partial class LogSumExp
{
    /// <summary>log Σ exp(x), with the maximum taken out so that nothing overflows.</summary>
    [Differentiable]
    public static double Of(ReadOnlySpan<double> x)
    {
        double max = double.NegativeInfinity;
        foreach (double value in x) max = Math.Max(max, value);

        double sum = 0;
        foreach (double value in x) sum += Math.Exp(value - max);
        return max + Math.Log(sum);
    }
}
