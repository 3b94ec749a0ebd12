using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>Gradient descent along the exponential average of the gradients: v ← β·v + (1 − β)·g, θ ← θ − α·v.</summary>
/// <remarks>The textbook form of momentum in which v has the size of a gradient. It starts from v = 0, without a correction.</remarks>
public sealed record ExponentialMomentum : UpdateRule
{
    /// <summary>α = 0.01.</summary>
    public ExponentialMomentum()
        : base(1e-2)
    {
    }

    /// <summary>β, how much of the average remains.</summary>
    public double Beta { get; init => field = Require.Fraction(value); } = 0.9;

    internal override Stepper<T> Bind<T>(ParameterLayout blocks) =>
        new ElementwiseStepper<T, Momentum.Kernel<T, Off>>(info => new(info.LearningRate, Beta, 1 - Beta), new StateSlot("velocity"));
}
