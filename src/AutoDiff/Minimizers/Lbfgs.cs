using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiff.Optimization;

/// <summary>Limited-memory BFGS: Newton's direction, with a Hessian known from the last few steps, and a line search to the strong Wolfe conditions.</summary>
/// <remarks>Liu and Nocedal, On the limited memory BFGS method for large scale optimization, 1989; the two loops are algorithm 7.4 of Nocedal and Wright, Numerical Optimization.</remarks>
public sealed record Lbfgs : Minimizer
{
    /// <summary>How many steps are remembered.</summary>
    public int Memory { get; init => field = Require.AtLeast(1, value); } = 10;

    internal override double SlopeTolerance => 0.9;

    internal override SearchDirection<T> Bind<T>(int length) => new QuasiNewton<T>(length, Memory);

    private sealed class QuasiNewton<T>(int length, int memory) : SearchDirection<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T[][] _moves = Rows(length, memory);
        private readonly T[][] _changes = Rows(length, memory);
        private readonly T[] _curvatures = new T[memory];
        private readonly T[] _weights = new T[memory];
        private int _count;
        private int _next;

        public override bool IsScaled => _count > 0;

        public override void Choose(ReadOnlySpan<T> gradient, Span<T> direction)
        {
            TensorPrimitives.Negate(gradient, direction);
            for (int age = 1; age <= _count; age++)
            {
                int i = At(age);
                _weights[i] = TensorPrimitives.Dot<T>(_moves[i], direction) / _curvatures[i];
                TensorPrimitives.MultiplyAdd(_changes[i], -_weights[i], direction, direction);
            }

            if (_count > 0)
            {
                int last = At(1);
                TensorPrimitives.Multiply(direction, _curvatures[last] / TensorPrimitives.SumOfSquares<T>(_changes[last]), direction);
            }

            for (int age = _count; age >= 1; age--)
            {
                int i = At(age);
                T weight = TensorPrimitives.Dot<T>(_changes[i], direction) / _curvatures[i];
                TensorPrimitives.MultiplyAdd(_moves[i], _weights[i] - weight, direction, direction);
            }
        }

        public override void Learn(ReadOnlySpan<T> move, ReadOnlySpan<T> gradientChange, ReadOnlySpan<T> gradient)
        {
            T curvature = TensorPrimitives.Dot(move, gradientChange);
            T least = (T.BitIncrement(T.One) - T.One) * TensorPrimitives.Norm(move) * TensorPrimitives.Norm(gradientChange);
            if (!(curvature > least))
            {
                return; // rounding, or no minimum along the step: the Hessian would not stay positive
            }

            move.CopyTo(_moves[_next]);
            gradientChange.CopyTo(_changes[_next]);
            _curvatures[_next] = curvature;
            _next = (_next + 1) % memory;
            _count = int.Min(_count + 1, memory);
        }

        public override void Forget() => _count = 0;

        private static T[][] Rows(int length, int count)
        {
            T[][] rows = new T[count][];
            for (int i = 0; i < count; i++)
            {
                rows[i] = new T[length];
            }

            return rows;
        }

        private int At(int age) => (_next - age + memory) % memory;
    }
}
