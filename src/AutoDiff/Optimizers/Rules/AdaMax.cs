using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>AdaMax: m ← β₁·m + (1 − β₁)·g, u ← max(β₂·u, |g| + ε), θ ← θ − α / (1 − β₁ᵗ)·m / u.</summary>
/// <remarks>Kingma and Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, section 7; ε as in PyTorch.</remarks>
public sealed record AdaMax : UpdateRule
{
    /// <summary>α = 0.002.</summary>
    public AdaMax()
        : base(2e-3)
    {
    }

    /// <summary>β₁, how much of the mean remains.</summary>
    public double Beta1 { get; init => field = Require.Fraction(value); } = 0.9;

    /// <summary>β₂, how much of the largest magnitude remains.</summary>
    public double Beta2 { get; init => field = Require.Fraction(value); } = 0.999;

    /// <summary>ε, what keeps the divisor from zero.</summary>
    public double Epsilon { get; init => field = Require.Positive(value); } = 1e-8;

    internal override Stepper<T> Bind<T>(ParameterLayout blocks) => new ElementwiseStepper<T, Kernel<T>>(
        info => new(info.LearningRate / (1 - double.Pow(Beta1, info.Step)), Beta1, Beta2, Epsilon), new StateSlot("m"), new StateSlot("u"));

    private readonly struct Kernel<T>(double rate, double beta1, double beta2, double epsilon) : IElementwiseKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _rate = T.CreateTruncating(rate);
        private readonly T _beta1 = T.CreateTruncating(beta1);
        private readonly T _rest1 = T.CreateTruncating(1 - beta1);
        private readonly T _beta2 = T.CreateTruncating(beta2);
        private readonly T _epsilon = T.CreateTruncating(epsilon);

        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Fused.MultiplyAdd(_beta1, first, _rest1 * gradient);
            second = Vector.MaxNative(_beta2 * second, Vector.Abs(gradient) + Vector.Create(_epsilon));
            return parameter - (_rate * first / second);
        }
    }
}
