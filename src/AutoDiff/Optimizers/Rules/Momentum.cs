using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>Gradient descent with momentum: v ← β·v + (1 − τ)·g, θ ← θ − α·v; with Nesterov's look-ahead θ ← θ − α·(g + β·v).</summary>
/// <remarks>
/// Sutskever, Martens, Dahl and Hinton, On the importance of initialization and momentum in deep learning, ICML 2013, in the form of PyTorch's SGD: α multiplies the
/// whole velocity, and the first gradient is not dampened (v = g). With a learning rate that changes, <see cref="HeavyBall"/> is another algorithm.
/// </remarks>
public sealed record Momentum : UpdateRule
{
    /// <summary>α = 0.01.</summary>
    public Momentum()
        : base(1e-2)
    {
    }

    /// <summary>β, how much of the velocity remains.</summary>
    public double Beta { get; init => field = Require.Fraction(value); } = 0.9;

    /// <summary>τ, how much less of each gradient but the first enters the velocity.</summary>
    public double Dampening { get; init => field = Require.Fraction(value); }

    /// <summary>Look ahead along the velocity.</summary>
    public bool Nesterov { get; init; }

    internal override Stepper<T> Bind<T>(ParameterLayout blocks) => Nesterov
        ? new ElementwiseStepper<T, Kernel<T, On>>(info => new(info.LearningRate, Beta, Gain(info.Step)), new StateSlot("velocity"))
        : new ElementwiseStepper<T, Kernel<T, Off>>(info => new(info.LearningRate, Beta, Gain(info.Step)), new StateSlot("velocity"));

    private double Gain(long step) => step == 1 ? 1 : 1 - Dampening;

    internal readonly struct Kernel<T, TNesterov>(double rate, double beta, double gain) : IElementwiseKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TNesterov : struct, IFlag
    {
        private readonly T _rate = T.CreateTruncating(rate);
        private readonly T _beta = T.CreateTruncating(beta);
        private readonly T _gain = T.CreateTruncating(gain);

        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Fused.MultiplyAdd(_beta, first, _gain * gradient);
            Vector<T> direction = TNesterov.IsOn ? Fused.MultiplyAdd(_beta, first, gradient) : first;
            return Fused.MultiplySubtract(_rate, direction, parameter);
        }
    }
}
