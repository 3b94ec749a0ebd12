using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>NAdam, Adam with Nesterov's momentum: θ ← θ − α·(μₜ₊₁·m / (1 − μ₁⋯μₜ₊₁) + (1 − μₜ)·g / (1 − μ₁⋯μₜ)) / (√v̂ + ε), with μₜ = β₁·(1 − ½·0.96^(t·ψ)).</summary>
/// <remarks>Dozat, Incorporating Nesterov Momentum into Adam, ICLR 2016 workshop, with the paper's schedule of μ. m, v and v̂ are those of <see cref="Adam"/>.</remarks>
public sealed record NAdam : UpdateRule
{
    /// <summary>α = 0.002.</summary>
    public NAdam()
        : base(2e-3)
    {
    }

    /// <summary>β₁, how much of the mean remains.</summary>
    public double Beta1 { get; init => field = Require.Fraction(value); } = 0.9;

    /// <summary>β₂, how much of the mean square remains.</summary>
    public double Beta2 { get; init => field = Require.Fraction(value); } = 0.999;

    /// <summary>ε, what keeps the divisor from zero.</summary>
    public double Epsilon { get; init => field = Require.Positive(value); } = 1e-8;

    /// <summary>ψ, how fast the momentum approaches β₁.</summary>
    public double MomentumDecay { get; init => field = Require.NotNegative(value); } = 4e-3;

    internal override Stepper<T> Bind<T>(ParameterLayout blocks) => new ElementwiseStepper<T, Kernel<T>>(KernelOf<T>, new StateSlot("m"), new StateSlot("v"))
    {
        Scalars = [new("mu_product", Initial: 1)],
    };

    private Kernel<T> KernelOf<T>(StepInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double mu = MomentumAt(info.Step), next = MomentumAt(info.Step + 1);
        double product = info.Scalars[0] *= mu;
        return new(
            info.LearningRate * next / (1 - (product * next)),
            info.LearningRate * (1 - mu) / (1 - product),
            Beta1,
            Beta2,
            1 / double.Sqrt(1 - double.Pow(Beta2, info.Step)),
            Epsilon);
    }

    private double MomentumAt(long step) => Beta1 * (1 - (0.5 * double.Pow(0.96, step * MomentumDecay)));

    private readonly struct Kernel<T>(double meanRate, double gradientRate, double beta1, double beta2, double rootCorrection, double epsilon) : IElementwiseKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _meanRate = T.CreateTruncating(meanRate);
        private readonly T _gradientRate = T.CreateTruncating(gradientRate);
        private readonly T _beta1 = T.CreateTruncating(beta1);
        private readonly T _rest1 = T.CreateTruncating(1 - beta1);
        private readonly T _beta2 = T.CreateTruncating(beta2);
        private readonly T _rest2 = T.CreateTruncating(1 - beta2);
        private readonly T _rootCorrection = T.CreateTruncating(rootCorrection);
        private readonly T _epsilon = T.CreateTruncating(epsilon);

        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Fused.MultiplyAdd(_beta1, first, _rest1 * gradient);
            second = Fused.MultiplyAdd(_beta2, second, _rest2 * gradient * gradient);
            Vector<T> divisor = Fused.MultiplyAdd(_rootCorrection, Vector.SquareRoot(second), Vector.Create(_epsilon));
            return parameter - (Fused.MultiplyAdd(_meanRate, first, _gradientRate * gradient) / divisor);
        }
    }
}
