using System;
using System.Numerics;

namespace AutoDiff.Optimization;

/// <summary>Levenberg–Marquardt for least squares, ½·‖r(x)‖²: (JᵀJ + μ·D²)·δ = −Jᵀr, x ← x + δ where that makes the sum smaller; μ follows how well J foretold it.</summary>
/// <remarks>
/// Moré, The Levenberg–Marquardt algorithm: implementation and theory, 1978, for the scales D (the largest norm of each column of J so far) and the solution by a QR decomposition, in double
/// precision; Nielsen, Damping parameter in Marquardt's method, 1999, for μ.
/// </remarks>
public sealed record LevenbergMarquardt
{
    private const double InitialDamping = 1e-3;

    /// <summary>The largest magnitude in the gradient Jᵀr with which it is small.</summary>
    public double GradientTolerance { get; init => field = Require.NotNegative(value); } = 1e-10;

    /// <summary>The length of a step, relative to that of the point in the scales D, with which it is small.</summary>
    public double StepTolerance { get; init => field = Require.NotNegative(value); } = 1e-12;

    /// <summary>After how many steps, successful or not, it ends.</summary>
    public int MaxIterations { get; init => field = Require.AtLeast(0, value); } = 200;

    /// <summary>Moves a point to a minimum of ½·‖r‖². Working memory is allocated once for each call.</summary>
    /// <param name="residuals">r alone, for trying a step.</param>
    /// <param name="jacobian">r and J.</param>
    /// <param name="x">Where to start; where it ended.</param>
    /// <param name="count">How many residuals there are.</param>
    public MinimizationResult Minimize<T>(VectorFunction<T> residuals, JacobianFunction<T> jacobian, Span<T> x, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(residuals);
        ArgumentNullException.ThrowIfNull(jacobian);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new Run<T>(this, residuals, jacobian, x.Length, count).From(x);
    }

    private sealed class Run<T>(LevenbergMarquardt settings, VectorFunction<T> residuals, JacobianFunction<T> jacobian, int length, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T[] _residuals = new T[count], _jacobian = new T[checked(count * length)], _trial = new T[length];
        private readonly double[] _scales = new double[length], _gradient = new double[length], _step = new double[length];
        private readonly DampedLeastSquares _system = new(count, length);
        private double _value;
        private double _gradientNorm;
        private int _evaluations;

        public MinimizationResult From(Span<T> x)
        {
            Linearize(x);
            double damping = InitialDamping, growth = 2;
            int iterations = 0;
            while (true)
            {
                if (!double.IsFinite(_value) || !double.IsFinite(_gradientNorm))
                {
                    return Result(MinimizationStatus.NotFinite, iterations);
                }

                if (_gradientNorm <= settings.GradientTolerance)
                {
                    return Result(MinimizationStatus.SmallGradient, iterations);
                }

                if (iterations == settings.MaxIterations)
                {
                    return Result(MinimizationStatus.IterationLimit, iterations);
                }

                iterations++;
                _system.Solve(damping, _scales, _step);
                if (IsSmallStep(x))
                {
                    return Result(MinimizationStatus.SmallStep, iterations);
                }

                double foretold = Foretold(damping), gained = _value - Try(x);
                if (foretold > 0 && gained > 0)
                {
                    double quality = (2 * gained / foretold) - 1;
                    damping *= double.Max(1.0 / 3, 1 - (quality * quality * quality));
                    growth = 2;
                    _trial.CopyTo(x);
                    Linearize(x);
                }
                else
                {
                    (damping, growth) = (damping * growth, growth * 2);
                    if (!double.IsFinite(damping))
                    {
                        return Result(MinimizationStatus.NoProgress, iterations);
                    }
                }
            }
        }

        private MinimizationResult Result(MinimizationStatus status, int iterations) => new(status, _value, _gradientNorm, iterations, _evaluations);

        private void Linearize(ReadOnlySpan<T> x)
        {
            _evaluations++;
            jacobian(x, _residuals, _jacobian);
            _value = HalfSquares();
            _gradientNorm = 0;
            for (int j = 0; j < length; j++)
            {
                double squares = 0, product = 0;
                for (int i = 0; i < count; i++)
                {
                    double entry = double.CreateTruncating(_jacobian[(i * length) + j]);
                    squares += entry * entry;
                    product += entry * double.CreateTruncating(_residuals[i]);
                    _system.SetJacobian(i, j, entry);
                }

                _gradient[j] = product;
                _gradientNorm = double.Max(_gradientNorm, double.Abs(product));
                _scales[j] = double.Max(_scales[j], double.Sqrt(squares));
            }

            for (int i = 0; i < count; i++)
            {
                _system.SetRightSide(i, -double.CreateTruncating(_residuals[i]));
            }
        }

        private double Try(ReadOnlySpan<T> x)
        {
            for (int j = 0; j < length; j++)
            {
                _trial[j] = T.CreateTruncating(double.CreateTruncating(x[j]) + _step[j]);
            }

            _evaluations++;
            residuals(_trial, _residuals);
            double value = HalfSquares();
            return double.IsFinite(value) ? value : double.PositiveInfinity;
        }

        // What the linear model gains: ½·δᵀ(μ·D²·δ − Jᵀr).
        private double Foretold(double damping)
        {
            double sum = 0;
            for (int j = 0; j < length; j++)
            {
                double scaled = ScaleOf(j) * _step[j];
                sum += (damping * scaled * scaled) - (_step[j] * _gradient[j]);
            }

            return sum / 2;
        }

        private bool IsSmallStep(ReadOnlySpan<T> x)
        {
            double step = 0, point = 0;
            for (int j = 0; j < length; j++)
            {
                step = double.Hypot(step, ScaleOf(j) * _step[j]);
                point = double.Hypot(point, ScaleOf(j) * double.CreateTruncating(x[j]));
            }

            return step <= settings.StepTolerance * (point + settings.StepTolerance);
        }

        private double ScaleOf(int parameter) => DampedLeastSquares.ScaleOf(_scales[parameter]);

        private double HalfSquares()
        {
            double sum = 0;
            foreach (T residual in _residuals)
            {
                double value = double.CreateTruncating(residual);
                sum += value * value;
            }

            return sum / 2;
        }
    }
}
