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
        private readonly Vector<T> _rate = Lanes<T>.Of(rate);
        private readonly Vector<T> _beta1 = Lanes<T>.Of(beta1);
        private readonly Vector<T> _rest1 = Lanes<T>.Of(1 - beta1);
        private readonly Vector<T> _beta2 = Lanes<T>.Of(beta2);
        private readonly Vector<T> _rest2 = Lanes<T>.Of(1 - beta2);

        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            Vector<T> direction = (_beta1 * first) + (_rest1 * gradient);
            first = (_beta2 * first) + (_rest2 * gradient);

            // Zero stays zero, and NaN stays NaN.
            direction = Vector.ConditionalSelect(Vector.GreaterThan(direction, Vector<T>.Zero), Vector<T>.One, direction);
            direction = Vector.ConditionalSelect(Vector.LessThan(direction, Vector<T>.Zero), -Vector<T>.One, direction);
            return parameter - (_rate * direction);
        }
    }
}
