using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>RMSProp: s ← ρ·s + (1 − ρ)·g², θ ← θ − α·g / (√s + ε).</summary>
/// <remarks>
/// Tieleman and Hinton, Lecture 6.5 of Neural Networks for Machine Learning, 2012. Centred (Graves, Generating Sequences With Recurrent Neural Networks, 2013), the square of
/// the mean gradient a ← ρ·a + (1 − ρ)·g is taken from s under the root. With momentum, v ← β·v + g / (√s + ε) and θ ← θ − α·v. As in PyTorch, ε stands outside the root.
/// </remarks>
public sealed record RmsProp : UpdateRule
{
    /// <summary>α = 0.01.</summary>
    public RmsProp()
        : base(1e-2)
    {
    }

    /// <summary>ρ, how much of the averages remains.</summary>
    public double Rho { get; init => field = Require.Fraction(value); } = 0.99;

    /// <summary>ε, what keeps the divisor from zero.</summary>
    public double Epsilon { get; init => field = Require.Positive(value); } = 1e-8;

    /// <summary>β, how much of the velocity remains; 0 for none.</summary>
    public double Beta { get; init => field = Require.Fraction(value); }

    /// <summary>Divide by the deviation instead of the root of the mean square.</summary>
    public bool Centered { get; init; }

    internal override Stepper<T> Bind<T>(ParameterLayout blocks) => (Centered, Beta > 0) switch
    {
        (false, false) => Bind<T, Off, Off>(new StateSlot("squares")),
        (true, false) => Bind<T, On, Off>(new StateSlot("squares"), new StateSlot("mean")),
        (false, true) => Bind<T, Off, On>(new StateSlot("squares"), new StateSlot("velocity")),
        (true, true) => Bind<T, On, On>(new StateSlot("squares"), new StateSlot("velocity"), new StateSlot("mean")),
    };

    private ElementwiseStepper<T, Kernel<T, TCentered, TMomentum>> Bind<T, TCentered, TMomentum>(params StateSlot[] slots)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCentered : struct, IFlag
        where TMomentum : struct, IFlag => new(info => new(info.LearningRate, Rho, Epsilon, Beta), slots);

    private readonly struct Kernel<T, TCentered, TMomentum>(double rate, double rho, double epsilon, double beta) : IElementwiseKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCentered : struct, IFlag
        where TMomentum : struct, IFlag
    {
        private readonly T _rate = T.CreateTruncating(rate);
        private readonly T _rho = T.CreateTruncating(rho);
        private readonly T _rest = T.CreateTruncating(1 - rho);
        private readonly T _epsilon = T.CreateTruncating(epsilon);
        private readonly T _beta = T.CreateTruncating(beta);

        public static int States
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 1 + (TCentered.IsOn ? 1 : 0) + (TMomentum.IsOn ? 1 : 0);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Fused.MultiplyAdd(_rho, first, _rest * gradient * gradient);
            Vector<T> variance = first;
            if (TCentered.IsOn)
            {
                Vector<T> mean = Fused.MultiplyAdd(_rho, TMomentum.IsOn ? third : second, _rest * gradient);
                if (TMomentum.IsOn) third = mean;
                else second = mean;
                variance = Vector.MaxNative(Vector<T>.Zero, first - (mean * mean)); // rounding may leave less than zero
            }

            Vector<T> update = gradient / (Vector.SquareRoot(variance) + Vector.Create(_epsilon));
            if (TMomentum.IsOn)
            {
                second = Fused.MultiplyAdd(_beta, second, update);
                update = second;
            }

            return Fused.MultiplySubtract(_rate, update, parameter);
        }
    }
}
