using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiff.Optimization;

/// <summary>A step along a direction after which the value is less, and the slope smaller in magnitude: the strong Wolfe conditions.</summary>
/// <remarks>
/// Nocedal and Wright, Numerical Optimization, 2nd edition, algorithms 3.5 and 3.6, with safeguarded cubic interpolation. The value may exceed its bound by rounding, without
/// which a minimum could be approached only to the root of the precision. Where the function is not finite, the step was too long.
/// </remarks>
internal sealed class LineSearch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double ValueTolerance = 1e-4;
    private const double LeastExpansion = 1.1;
    private const double MostExpansion = 10;
    private const double LeastShare = 0.02;
    private const int MaxEvaluations = 40;

    private readonly GradientFunction<T> _function;
    private readonly double _slopeTolerance;
    private readonly double _rounding = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
    private readonly T[] _direction, _move, _gradientChange;
    private T[] _point, _gradient, _trialPoint, _trialGradient;

    public LineSearch(GradientFunction<T> function, ReadOnlySpan<T> start, double slopeTolerance)
    {
        (_function, _slopeTolerance) = (function, slopeTolerance);
        int length = start.Length;
        (_direction, _move, _gradientChange, _gradient) = (new T[length], new T[length], new T[length], new T[length]);
        (_trialPoint, _trialGradient, _point) = (new T[length], new T[length], start.ToArray());
        Value = double.CreateTruncating(Call(_point, _gradient));
        Measure();
    }

    public ReadOnlySpan<T> Point => _point;

    public ReadOnlySpan<T> Gradient => _gradient;

    public Span<T> Direction => _direction;

    public ReadOnlySpan<T> LastMove => _move;

    public ReadOnlySpan<T> LastGradientChange => _gradientChange;

    public double Value { get; private set; }

    public double GradientNorm { get; private set; }

    public int Evaluations { get; private set; }

    public bool IsFinite => double.IsFinite(Value) && double.IsFinite(GradientNorm);

    /// <summary>The derivative of the value along the direction.</summary>
    public double Slope() => double.CreateTruncating(TensorPrimitives.Dot<T>(_direction, _gradient));

    /// <summary>Moves the point along the direction.</summary>
    /// <returns>How far, in directions; zero if the value did not become less.</returns>
    public double Run(double slope, double first)
    {
        Trial zero = new(0, Value, slope);
        Trial found = Find(zero, first);
        if (!(found.Step > 0) || !(found.Value <= Value + Slack))
        {
            return 0;
        }

        Accept(found);
        return found.Step;
    }

    // A value is a sum, whose rounding grows with its terms.
    private double Slack => 16 * _rounding * double.Abs(Value);

    private Trial Find(Trial zero, double first)
    {
        Trial before = zero;
        double step = first;
        int left = MaxEvaluations;
        while (left > 0 && double.IsFinite(step))
        {
            left--;
            Trial trial = Evaluate(step);
            if (IsTooHigh(trial, zero) || (before.Step > 0 && IsHigher(trial, before)))
            {
                return Zoom(zero, before, trial, left);
            }

            if (IsFlat(trial, zero))
            {
                return trial;
            }

            if (trial.Slope >= 0)
            {
                return Zoom(zero, trial, before, left);
            }

            step = Beyond(before, trial);
            before = trial;
        }

        return Settle(before);
    }

    // Between low, the best so far, and high there is an acceptable step.
    private Trial Zoom(Trial zero, Trial low, Trial high, int left)
    {
        for (; left > 0; left--)
        {
            double step = Between(low, high);
            if (step == low.Step || step == high.Step)
            {
                break;
            }

            Trial trial = Evaluate(step);
            if (IsTooHigh(trial, zero) || IsHigher(trial, low))
            {
                high = trial;
                continue;
            }

            if (IsFlat(trial, zero))
            {
                return trial;
            }

            if (trial.Slope * (high.Step - low.Step) >= 0)
            {
                high = low;
            }

            low = trial;
        }

        return Settle(low);
    }

    // The best that was seen, even if its slope is not small: it must be evaluated again, since others came after.
    private Trial Settle(Trial best) => best.Step > 0 && best.Value < Value ? Evaluate(best.Step) : default;

    private bool IsTooHigh(Trial trial, Trial zero) => !(trial.Value <= zero.Value + (ValueTolerance * trial.Step * zero.Slope) + Slack);

    // What differs by rounding only is told apart by its slope.
    private bool IsHigher(Trial trial, Trial other) => trial.Value > other.Value + Slack;

    private bool IsFlat(Trial trial, Trial zero) => double.Abs(trial.Slope) <= -_slopeTolerance * zero.Slope;

    // Where the slope would be zero if it went on changing as from one to the other.
    private static double Beyond(Trial before, Trial trial)
    {
        double secant = trial.Step + ((trial.Step - before.Step) * trial.Slope / (before.Slope - trial.Slope));
        return secant > trial.Step ? double.Clamp(secant, LeastExpansion * trial.Step, MostExpansion * trial.Step) : MostExpansion * trial.Step;
    }

    // The minimum of the cubic through two values and slopes, not too near either. Values that differ by rounding only say nothing: then, where a line through the slopes is zero.
    private double Between(Trial low, Trial high)
    {
        double width = high.Step - low.Step;
        double share = double.Abs(high.Value - low.Value) <= Slack ? low.Slope / (low.Slope - high.Slope) : CubicMinimum(low, high, width);
        return double.IsFinite(share) ? low.Step + (width * double.Clamp(share, LeastShare, 1 - LeastShare)) : low.Step + (width / 2);
    }

    private static double CubicMinimum(Trial low, Trial high, double width)
    {
        double a = low.Slope + high.Slope - (3 * (high.Value - low.Value) / width);
        double root = double.Sqrt((a * a) - (low.Slope * high.Slope)) * double.Sign(width);
        return 1 - ((high.Slope + root - a) / (high.Slope - low.Slope + (2 * root)));
    }

    private Trial Evaluate(double step)
    {
        TensorPrimitives.MultiplyAdd(_direction, T.CreateTruncating(step), _point, _trialPoint);
        double value = double.CreateTruncating(Call(_trialPoint, _trialGradient));
        double slope = double.CreateTruncating(TensorPrimitives.Dot<T>(_direction, _trialGradient));
        return double.IsFinite(value) && double.IsFinite(slope) ? new(step, value, slope) : new(step, double.PositiveInfinity, double.PositiveInfinity);
    }

    private T Call(T[] point, T[] gradient)
    {
        Evaluations++;
        return _function(point, gradient);
    }

    // The last trial is the one that was found.
    private void Accept(Trial found)
    {
        TensorPrimitives.Subtract(_trialPoint, _point, _move);
        TensorPrimitives.Subtract(_trialGradient, _gradient, _gradientChange);
        (_point, _trialPoint) = (_trialPoint, _point);
        (_gradient, _trialGradient) = (_trialGradient, _gradient);
        Value = found.Value;
        Measure();
    }

    private void Measure() =>
        GradientNorm = _gradient.Length > 0 ? double.CreateTruncating(T.Abs(TensorPrimitives.MaxMagnitude<T>(_gradient))) : 0;

    private readonly record struct Trial(double Step, double Value, double Slope);
}
