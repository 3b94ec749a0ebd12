using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiff.Optimization;

/// <summary>Nonlinear conjugate gradients: d ← −g + β·d with β = max(0, g·(g − g₋₁) / g₋₁·g₋₁), and a line search to the strong Wolfe conditions. It needs the least memory.</summary>
/// <remarks>Polak and Ribière, Note sur la convergence de méthodes de directions conjuguées, 1969, with Powell's restart: Nocedal and Wright, Numerical Optimization, section 5.2.</remarks>
public sealed record ConjugateGradient : Minimizer
{
    // Conjugacy needs searches that are nearly exact.
    internal override double SlopeTolerance => 0.01;

    internal override SearchDirection<T> Bind<T>(int length) => new Conjugate<T>(length);

    private sealed class Conjugate<T>(int length) : SearchDirection<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T[] _last = new T[length];
        private T _beta;
        private T _squares;

        public override bool IsScaled => false;

        public override void Choose(ReadOnlySpan<T> gradient, Span<T> direction)
        {
            TensorPrimitives.Multiply(_last, _beta, direction);
            TensorPrimitives.Subtract(direction, gradient, direction);
            direction.CopyTo(_last);
            _squares = TensorPrimitives.SumOfSquares(gradient);
        }

        public override void Learn(ReadOnlySpan<T> move, ReadOnlySpan<T> gradientChange, ReadOnlySpan<T> gradient)
        {
            T beta = TensorPrimitives.Dot(gradient, gradientChange) / _squares;
            _beta = beta > T.Zero ? beta : T.Zero;
        }

        public override void Forget()
        {
            _beta = T.Zero;
            Array.Clear(_last);
        }
    }
}
