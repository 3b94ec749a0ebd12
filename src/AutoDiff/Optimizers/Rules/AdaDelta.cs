using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>AdaDelta: s ← ρ·s + (1 − ρ)·g², d = g·√((u + ε) / (s + ε)), u ← ρ·u + (1 − ρ)·d², θ ← θ − α·d.</summary>
/// <remarks>Zeiler, ADADELTA: An Adaptive Learning Rate Method, 2012. ε stands inside the root.</remarks>
public sealed record AdaDelta : UpdateRule
{
    /// <summary>α = 1.</summary>
    public AdaDelta()
        : base(1)
    {
    }

    /// <summary>ρ, how much of the averages remains.</summary>
    public double Rho { get; init => field = Require.Fraction(value); } = 0.9;

    /// <summary>ε, which is also what starts the movement.</summary>
    public double Epsilon { get; init => field = Require.Positive(value); } = 1e-6;

    internal override Stepper<T> Bind<T>(ParameterLayout blocks) =>
        new ElementwiseStepper<T, Kernel<T>>(info => new(info.LearningRate, Rho, Epsilon), new StateSlot("squares"), new StateSlot("updates"));

    private readonly struct Kernel<T>(double rate, double rho, double epsilon) : IElementwiseKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _rate = T.CreateTruncating(rate);
        private readonly T _rho = T.CreateTruncating(rho);
        private readonly T _rest = T.CreateTruncating(1 - rho);
        private readonly T _epsilon = T.CreateTruncating(epsilon);

        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Fused.MultiplyAdd(_rho, first, _rest * gradient * gradient);
            Vector<T> update = gradient * Vector.SquareRoot((second + Vector.Create(_epsilon)) / (first + Vector.Create(_epsilon)));
            second = Fused.MultiplyAdd(_rho, second, _rest * update * update);
            return Fused.MultiplySubtract(_rate, update, parameter);
        }
    }
}
