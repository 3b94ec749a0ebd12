using System.Numerics;

namespace AutoDiff.Optimization;

/// <summary>How parameters follow their gradient: the hyperparameters of an algorithm, which <see cref="Optimizer{T}"/> runs.</summary>
/// <remarks>
/// In the formulas of the rules θ are the parameters, g their gradient, α the learning rate and t the number of the step, from 1. What is common to all of them:
/// g ← ±scale·g, clipped (<see cref="GradientConditioning"/>), plus <see cref="L2"/>·θ; then θ ← (1 − α·<see cref="WeightDecay"/>)·θ, the rule, and last the
/// soft threshold of <see cref="L1"/>.
/// </remarks>
public abstract record UpdateRule
{
    private protected UpdateRule(Schedule learningRate) => LearningRate = learningRate;

    /// <summary>α, as a number or as a function of the step.</summary>
    public Schedule LearningRate { get; init => field = Require.NotNull(value); }

    /// <summary>Decoupled weight decay: θ ← (1 − α·λ)·θ in each step, beside the rule. What PyTorch calls weight_decay in AdamW, but not in Adam.</summary>
    /// <remarks>Loshchilov and Hutter, Decoupled Weight Decay Regularization, ICLR 2019.</remarks>
    public double WeightDecay { get; init => field = Require.NotNegative(value); }

    /// <summary>Coupled decay, the penalty λ/2·‖θ‖²: g ← g + λ·θ before the rule. What PyTorch calls weight_decay in SGD and Adam.</summary>
    public double L2 { get; init => field = Require.NotNegative(value); }

    /// <summary>The penalty λ·‖θ‖₁ by its proximal map after the rule: θ ← sign(θ)·max(|θ| − α·λ, 0), which makes zeros.</summary>
    public double L1 { get; init => field = Require.NotNegative(value); }

    /// <summary>Climb instead of descend: the gradient is negated before all else.</summary>
    public bool Maximize { get; init; }

    /// <summary>Does the rule itself apply <see cref="WeightDecay"/>, where its paper has it?</summary>
    internal virtual bool DecaysItself => false;

    /// <summary>Whether the rule can do a block of this shape; if not, what it needs.</summary>
    internal virtual string? Refuses(ParameterBlock block) => null;

    /// <summary>The algorithm for these blocks.</summary>
    internal abstract Stepper<T> Bind<T>(ParameterLayout blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
