using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>AdaGrad: s ← s + g², θ ← θ − α·g / (√s + ε).</summary>
/// <remarks>Duchi, Hazan and Singer, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, JMLR 2011. ε stands outside the root.</remarks>
public sealed record AdaGrad : UpdateRule
{
    /// <summary>α = 0.01.</summary>
    public AdaGrad()
        : base(1e-2)
    {
    }

    /// <summary>ε, what keeps the divisor from zero.</summary>
    public double Epsilon { get; init => field = Require.Positive(value); } = 1e-10;

    /// <summary>What s begins with.</summary>
    public double InitialSum { get; init => field = Require.NotNegative(value); }

    internal override Stepper<T> Bind<T>(ParameterLayout blocks) =>
        new ElementwiseStepper<T, Kernel<T>>(info => new(info.LearningRate, Epsilon), new StateSlot("sum", InitialSum));

    private readonly struct Kernel<T>(double rate, double epsilon) : IElementwiseKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _rate = T.CreateTruncating(rate);
        private readonly T _epsilon = T.CreateTruncating(epsilon);

        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first += gradient * gradient;
            return parameter - (_rate * gradient / (Vector.SquareRoot(first) + Vector.Create(_epsilon)));
        }
    }
}
