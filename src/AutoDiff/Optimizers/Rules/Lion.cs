using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>Lion: θ ← θ − α·sign(β₁·m + (1 − β₁)·g), then m ← β₂·m + (1 − β₂)·g.</summary>
/// <remarks>Chen et al., Symbolic Discovery of Optimization Algorithms, NeurIPS 2023. Its learning rate is to be 3 to 10 times smaller than AdamW's, its decay as much larger.</remarks>
public sealed record Lion : UpdateRule
{
    /// <summary>α = 0.0001.</summary>
    public Lion()
        : base(1e-4)
    {
    }

    /// <summary>β₁, how much of the mean is in the direction.</summary>
    public double Beta1 { get; init => field = Require.Fraction(value); } = 0.9;

    /// <summary>β₂, how much of the mean remains.</summary>
    public double Beta2 { get; init => field = Require.Fraction(value); } = 0.99;

    internal override Stepper<T> Bind<T>(ParameterLayout blocks) => new ElementwiseStepper<T, Kernel<T>>(info => new(info.LearningRate, Beta1, Beta2), new StateSlot("m"));

    private readonly struct Kernel<T>(double rate, double beta1, double beta2) : IElementwiseKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _rate = T.CreateTruncating(rate);
        private readonly T _ratio1 = T.CreateTruncating(beta1 / (1 - beta1));
        private readonly T _beta2 = T.CreateTruncating(beta2);
        private readonly T _rest2 = T.CreateTruncating(1 - beta2);

        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            Vector<T> direction = Fused.MultiplyAdd(_ratio1, first, gradient); // only its sign matters, so that it need not be a mean
            first = Fused.MultiplyAdd(_beta2, first, _rest2 * gradient);

            // Zero stays zero, and NaN stays NaN.
            Vector<T> isSigned = Vector.GreaterThan(Vector.Abs(direction), Vector<T>.Zero);
            return parameter - Vector.ConditionalSelect(isSigned, Vector.CopySign(Vector.Create(_rate), direction), direction);
        }
    }
}
