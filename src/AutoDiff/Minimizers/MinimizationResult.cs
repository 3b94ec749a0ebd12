namespace AutoDiff.Optimization;

/// <summary>Why a minimizer stopped.</summary>
public enum MinimizationStatus
{
    /// <summary>The gradient is as small as was asked for.</summary>
    SmallGradient,

    /// <summary>The last step changed the point by as little as was asked for.</summary>
    SmallStep,

    /// <summary>No step makes the value smaller: a minimum up to rounding, unless the gradient is wrong.</summary>
    NoProgress,

    /// <summary>As many iterations were done as are allowed.</summary>
    IterationLimit,

    /// <summary>The value or the gradient at the start is not finite.</summary>
    NotFinite,
}

/// <summary>What a minimizer reached.</summary>
/// <param name="Status">Why it stopped.</param>
/// <param name="Value">The value at the point.</param>
/// <param name="GradientNorm">The largest magnitude in the gradient there.</param>
/// <param name="Iterations">The steps done.</param>
/// <param name="Evaluations">How often the function was called.</param>
public sealed record MinimizationResult(MinimizationStatus Status, double Value, double GradientNorm, int Iterations, int Evaluations);
