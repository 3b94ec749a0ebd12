using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>The heavy ball: θ ← θ − α·g + β·(θ − θ₋₁), where θ₋₁ is θ before the last step.</summary>
/// <remarks>
/// Polyak, Some methods of speeding up the convergence of iteration methods, 1964. With <see cref="Nesterov"/>, his accelerated gradient (1983) in terms of the look-ahead
/// point: d ← β·d − α·g, θ ← θ + β·d − α·g. What is kept is the last displacement d, which holds the learning rate that it was made with.
/// </remarks>
public sealed record HeavyBall : UpdateRule
{
    /// <summary>α = 0.01.</summary>
    public HeavyBall()
        : base(1e-2)
    {
    }

    /// <summary>β, how much of the last displacement is repeated.</summary>
    public double Beta { get; init => field = Require.Fraction(value); } = 0.9;

    /// <summary>Look ahead along the displacement.</summary>
    public bool Nesterov { get; init; }

    internal override Stepper<T> Bind<T>(ParameterLayout blocks) => Nesterov
        ? new ElementwiseStepper<T, Kernel<T, On>>(info => new(info.LearningRate, Beta), new StateSlot("displacement"))
        : new ElementwiseStepper<T, Kernel<T, Off>>(info => new(info.LearningRate, Beta), new StateSlot("displacement"));

    private readonly struct Kernel<T, TNesterov>(double rate, double beta) : IElementwiseKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TNesterov : struct, IFlag
    {
        private readonly T _rate = T.CreateTruncating(rate);
        private readonly T _beta = T.CreateTruncating(beta);

        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            Vector<T> descent = _rate * gradient;
            first = Fused.MultiplyAdd(_beta, first, -descent);
            return TNesterov.IsOn ? parameter + Fused.MultiplyAdd(_beta, first, -descent) : parameter + first;
        }
    }
}
