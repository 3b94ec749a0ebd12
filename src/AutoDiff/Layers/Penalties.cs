using System;
using System.Numerics;

namespace AutoDiff.Layers;

/// <summary>What is added to a loss so that weights stay small. Optimizers have the same as <c>L2</c> and <c>L1</c>, without a pass over the weights of its own.</summary>
public static partial class Penalties
{
    /// <summary>strength · Σ |w|. Its derivative is 0 where w is.</summary>
    [Differentiable]
    public static T L1<T>(ReadOnlySpan<T> weights, [NoGradient] T strength)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < weights.Length; i++) sum += T.Abs(weights[i]);
        return strength * sum;
    }

    /// <summary>½ · strength · Σ w², whose derivative is strength · w.</summary>
    [Differentiable]
    public static T L2<T>(ReadOnlySpan<T> weights, [NoGradient] T strength)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < weights.Length; i++) sum += weights[i] * weights[i];
        return T.CreateChecked(0.5) * strength * sum;
    }

    /// <summary>l1 · Σ |w| + ½ · l2 · Σ w²: the elastic net (Zou, Hastie 2005).</summary>
    [Differentiable]
    public static T ElasticNet<T>(ReadOnlySpan<T> weights, [NoGradient] T l1, [NoGradient] T l2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero, half = T.CreateChecked(0.5) * l2;
        for (int i = 0; i < weights.Length; i++) sum += l1 * T.Abs(weights[i]) + half * weights[i] * weights[i];
        return sum;
    }
}
