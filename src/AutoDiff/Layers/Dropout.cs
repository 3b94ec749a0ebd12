using System;
using System.Numerics;

namespace AutoDiff.Layers;

/// <summary>Random zeros, against overfitting (Srivastava et al. 2014).</summary>
public static partial class Dropout
{
    /// <summary>
    /// Each element is 0 with probability <paramref name="rate"/>, else x / (1 - rate), so that its mean stays x. Which ones is a function of the seed, the step and the place:
    /// the reverse sweep finds it out again, and nothing is stored.
    /// </summary>
    /// <param name="x">The arguments.</param>
    /// <param name="y">The results; it may be the same memory in code that is itself differentiated.</param>
    /// <param name="rate">At least 0 and less than 1. For inference there is nothing to do: leave the call out.</param>
    /// <param name="seed">Another one for each layer.</param>
    /// <param name="step">Another one for each step of training.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the rate is none.</exception>
    [Differentiable]
    public static void Forward<T>(ReadOnlySpan<T> x, [Output] Span<T> y, [NoGradient] double rate, ulong seed, ulong step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Length(y.Length, x.Length, nameof(y));
        Require.Rate(rate, nameof(rate));
        ulong key = CounterRandom.Key(seed, step);
        uint threshold = (uint)(rate * 4294967296.0);
        T scale = T.CreateChecked(1 / (1 - rate));
        for (int i = 0; i < x.Length; i++)
        {
            // Half of the bits are for an element, the other half for its neighbour.
            uint bits = (uint)(CounterRandom.Bits(key, (ulong)(i >> 1)) >> (32 * (i & 1)));
            y[i] = bits >= threshold ? scale * x[i] : T.Zero;
        }
    }
}
