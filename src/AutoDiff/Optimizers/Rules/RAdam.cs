using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>RAdam: θ ← θ − α·r·m̂ / ((√v + ε) / √(1 − β₂ᵗ)) once the variance of v can be rectified, by r; before that θ ← θ − α·m̂.</summary>
/// <remarks>
/// Liu et al., On the Variance of the Adaptive Learning Rate and Beyond, ICLR 2020. With ρ∞ = 2 / (1 − β₂) − 1 and ρ = ρ∞ − 2t·β₂ᵗ / (1 − β₂ᵗ) the rule is adaptive where ρ &gt; 5,
/// and r² = (ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ). As in PyTorch, ε is beside the uncorrected √v.
/// </remarks>
public sealed record RAdam : UpdateRule
{
    private const double LeastAdaptiveLength = 5;

    /// <summary>α = 0.001.</summary>
    public RAdam()
        : base(1e-3)
    {
    }

    /// <summary>β₁, how much of the mean remains.</summary>
    public double Beta1 { get; init => field = Require.Fraction(value); } = 0.9;

    /// <summary>β₂, how much of the mean square remains.</summary>
    public double Beta2 { get; init => field = Require.Fraction(value); } = 0.999;

    /// <summary>ε, what keeps the divisor from zero.</summary>
    public double Epsilon { get; init => field = Require.Positive(value); } = 1e-8;

    internal override Stepper<T> Bind<T>(ParameterLayout blocks) => new ElementwiseStepper<T, Kernel<T>>(KernelOf<T>, new StateSlot("m"), new StateSlot("v"));

    private Kernel<T> KernelOf<T>(StepInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double rate = info.LearningRate / (1 - double.Pow(Beta1, info.Step));
        double power = double.Pow(Beta2, info.Step);
        double limit = (2 / (1 - Beta2)) - 1;
        double length = limit - (2 * info.Step * power / (1 - power));
        if (length <= LeastAdaptiveLength)
        {
            return new(plainRate: rate, adaptiveRate: 0, Beta1, Beta2, Epsilon);
        }

        double rectification = double.Sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length));
        return new(plainRate: 0, adaptiveRate: rate * rectification * double.Sqrt(1 - power), Beta1, Beta2, Epsilon);
    }

    private readonly struct Kernel<T>(double plainRate, double adaptiveRate, double beta1, double beta2, double epsilon) : IElementwiseKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _plainRate = T.CreateTruncating(plainRate);
        private readonly T _adaptiveRate = T.CreateTruncating(adaptiveRate);
        private readonly T _beta1 = T.CreateTruncating(beta1);
        private readonly T _rest1 = T.CreateTruncating(1 - beta1);
        private readonly T _beta2 = T.CreateTruncating(beta2);
        private readonly T _rest2 = T.CreateTruncating(1 - beta2);
        private readonly T _epsilon = T.CreateTruncating(epsilon);

        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Fused.MultiplyAdd(_beta1, first, _rest1 * gradient);
            second = Fused.MultiplyAdd(_beta2, second, _rest2 * gradient * gradient);
            return parameter - (first * (Vector.Create(_plainRate) + (Vector.Create(_adaptiveRate) / (Vector.SquareRoot(second) + Vector.Create(_epsilon)))));
        }
    }
}
