using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>What is done to gradient and parameters around a rule: g ← clamp(g·Scale, ±Limit) + L2·θ, and θ ← Keep·θ, then the rule, then the soft threshold.</summary>
internal readonly record struct Conditions(double Scale, double Limit, double L2, double Keep, double Threshold)
{
    public static readonly Conditions None = new(Scale: 1, Limit: double.PositiveInfinity, L2: 0, Keep: 1, Threshold: 0);

    /// <summary>For a rule of several passes: the part that belongs to the one that reads the gradient.</summary>
    public Conditions OfGradient => this with { Keep = 1, Threshold = 0 };

    /// <summary>For a rule of several passes: the part that belongs to the one that writes the parameters.</summary>
    public Conditions OfParameters => None with { Keep = Keep, Threshold = Threshold };

    public bool AreNone
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => AreProducts && Scale == 1 && Keep == 1;
    }

    /// <summary>There are no more than two products to do.</summary>
    public bool AreProducts
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => double.IsPositiveInfinity(Limit) && L2 == 0 && Threshold == 0;
    }
}
