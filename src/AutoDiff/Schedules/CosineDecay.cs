namespace AutoDiff.Optimization;

/// <summary>b + ½(a − b)·(1 + cos(π·t/n)) until step n, then b.</summary>
/// <remarks>Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017.</remarks>
public sealed record CosineDecay : Schedule
{
    /// <summary>The value at the beginning.</summary>
    public required double Initial { get; init => field = Require.NotNegative(value); }

    /// <summary>The value at the end, and after it.</summary>
    public double Final { get; init => field = Require.NotNegative(value); }

    /// <summary>How many steps it takes.</summary>
    public required long Steps { get; init => field = Require.AtLeast(1, value); }

    /// <inheritdoc/>
    public override double At(long step) => Between(Initial, Final, (double)long.Min(step, Steps) / Steps);

    internal static double Between(double initial, double final, double share) => final + (0.5 * (initial - final) * (1 + double.CosPi(share)));
}
