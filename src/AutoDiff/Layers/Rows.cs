using System;
using System.Numerics;

namespace AutoDiff.Layers;

/// <summary>Functions of a row of numbers.</summary>
internal static class Rows
{
    /// <summary>
    /// The largest element; -∞ where there is none. By what a softmax is shifted makes no difference to its value, and so none to its derivative: it is a constant. Differences to it are
    /// taken before logarithms are added, which far from 0 would lose their digits.
    /// </summary>
    public static T Shift<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T max = T.NegativeInfinity;
        for (int k = 0; k < row.Length; k++) max = T.Max(max, row[k]);
        return Diff.StopGradient(max);
    }

    /// <summary>log Σ e to the xᵏ - shift.</summary>
    public static T LogSumExp<T>(ReadOnlySpan<T> row, T shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int k = 0; k < row.Length; k++) sum += T.Exp(row[k] - shift);
        return T.Log(sum);
    }
}
