using System;
using System.Numerics;

namespace AutoDiff.Layers;

/// <summary>Functions of a row of numbers.</summary>
internal static class Rows
{
    /// <summary>The largest element; -∞ where there is none.</summary>
    public static T Max<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T max = T.NegativeInfinity;
        for (int k = 0; k < row.Length; k++) max = T.Max(max, row[k]);
        return max;
    }

    /// <summary>log Σ eˣᵏ. By which element it is shifted makes no difference to the value, and so none to the derivative.</summary>
    public static T LogSumExp<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T max = Diff.StopGradient(Max(row));
        T sum = T.Zero;
        for (int k = 0; k < row.Length; k++) sum += T.Exp(row[k] - max);
        return max + T.Log(sum);
    }
}
