using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>Gradient descent, stochastic or not: θ ← θ − α·g.</summary>
/// <remarks>Robbins and Monro, A Stochastic Approximation Method, 1951.</remarks>
public sealed record GradientDescent : UpdateRule
{
    /// <summary>α = 0.01.</summary>
    public GradientDescent()
        : base(1e-2)
    {
    }

    internal override Stepper<T> Bind<T>(ParameterLayout blocks) => new ElementwiseStepper<T, Kernel<T>>(static info => new(info.LearningRate));

    internal readonly struct Kernel<T>(double rate) : IElementwiseKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _rate = T.CreateTruncating(rate);

        public static int States => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third) =>
            Fused.MultiplySubtract(_rate, gradient, parameter);
    }
}
