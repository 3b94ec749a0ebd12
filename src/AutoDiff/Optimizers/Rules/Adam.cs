using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>Adam: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², θ ← θ − α·m̂ / (√v̂ + ε), with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ).</summary>
/// <remarks>
/// Kingma and Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, with ε outside the root and beside the corrected √v̂, as in the paper's algorithm and in PyTorch.
/// AMSGrad (Reddi, Kale and Kumar, On the Convergence of Adam and Beyond, ICLR 2018) divides by the largest v so far, as in PyTorch corrected after the maximum is taken.
/// </remarks>
public record Adam : UpdateRule
{
    /// <summary>α = 0.001.</summary>
    public Adam()
        : base(1e-3)
    {
    }

    /// <summary>β₁, how much of the mean remains.</summary>
    public double Beta1 { get; init => field = Require.Fraction(value); } = 0.9;

    /// <summary>β₂, how much of the mean square remains.</summary>
    public double Beta2 { get; init => field = Require.Fraction(value); } = 0.999;

    /// <summary>ε, what keeps the divisor from zero.</summary>
    public double Epsilon { get; init => field = Require.Positive(value); } = 1e-8;

    /// <summary>Correct the averages for their start from zero; otherwise m̂ = m and v̂ = v.</summary>
    public bool BiasCorrection { get; init; } = true;

    /// <summary>Divide by the largest v so far.</summary>
    public bool AmsGrad { get; init; }

    internal sealed override Stepper<T> Bind<T>(ParameterLayout blocks) => AmsGrad
        ? new ElementwiseStepper<T, Kernel<T, On>>(KernelOf<T, On>, new StateSlot("m"), new StateSlot("v"), new StateSlot("v_max"))
        : new ElementwiseStepper<T, Kernel<T, Off>>(KernelOf<T, Off>, new StateSlot("m"), new StateSlot("v"));

    private Kernel<T, TAmsGrad> KernelOf<T, TAmsGrad>(StepInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TAmsGrad : struct, IFlag
    {
        double m = BiasCorrection ? 1 - double.Pow(Beta1, info.Step) : 1;
        double v = BiasCorrection ? 1 - double.Pow(Beta2, info.Step) : 1;
        return new(info.LearningRate / m, Beta1, Beta2, 1 / double.Sqrt(v), Epsilon);
    }

    private readonly struct Kernel<T, TAmsGrad>(double rate, double beta1, double beta2, double rootCorrection, double epsilon) : IElementwiseKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TAmsGrad : struct, IFlag
    {
        private readonly T _rate = T.CreateTruncating(rate);
        private readonly T _beta1 = T.CreateTruncating(beta1);
        private readonly T _rest1 = T.CreateTruncating(1 - beta1);
        private readonly T _beta2 = T.CreateTruncating(beta2);
        private readonly T _rest2 = T.CreateTruncating(1 - beta2);
        private readonly T _rootCorrection = T.CreateTruncating(rootCorrection);
        private readonly T _epsilon = T.CreateTruncating(epsilon);

        public static int States => TAmsGrad.IsOn ? 3 : 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Fused.MultiplyAdd(_beta1, first, _rest1 * gradient);
            second = Fused.MultiplyAdd(_beta2, second, _rest2 * gradient * gradient);
            if (TAmsGrad.IsOn) third = Vector.MaxNative(third, second);
            Vector<T> divisor = Fused.MultiplyAdd(_rootCorrection, Vector.SquareRoot(TAmsGrad.IsOn ? third : second), Vector.Create(_epsilon));
            return parameter - (_rate * first / divisor);
        }
    }
}
