using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiff.Optimization;

/// <summary>Finds a minimum of a function all of which is evaluated at once, by searching along one direction after the other.</summary>
public abstract record Minimizer
{
    private protected Minimizer()
    {
    }

    /// <summary>The largest magnitude in the gradient with which it is small.</summary>
    public double GradientTolerance { get; init => field = Require.NotNegative(value); } = 1e-6;

    /// <summary>After how many steps it ends.</summary>
    public int MaxIterations { get; init => field = Require.AtLeast(0, value); } = 1000;

    /// <summary>c₂ of the strong Wolfe conditions: which part of the slope may be left after a step.</summary>
    internal abstract double SlopeTolerance { get; }

    internal abstract SearchDirection<T> Bind<T>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Moves a point to a minimum. Working memory is allocated once for each call.</summary>
    /// <param name="function">The value and the gradient.</param>
    /// <param name="x">Where to start; where it ended. The value there is never larger than at the start.</param>
    public MinimizationResult Minimize<T>(GradientFunction<T> function, Span<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        LineSearch<T> search = new(function, x, SlopeTolerance);
        SearchDirection<T> direction = Bind<T>(x.Length);
        MinimizationStatus status = MinimizationStatus.NotFinite;
        int iterations = 0;
        if (search.IsFinite)
        {
            status = Run(search, direction, ref iterations);
        }

        search.Point.CopyTo(x);
        return new(status, search.Value, search.GradientNorm, iterations, search.Evaluations);
    }

    private MinimizationStatus Run<T>(LineSearch<T> search, SearchDirection<T> direction, ref int iterations)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isSteepest = true;
        double lastStep = 0, lastSlope = 0;
        while (!(search.GradientNorm <= GradientTolerance))
        {
            if (iterations == MaxIterations)
            {
                return MinimizationStatus.IterationLimit;
            }

            direction.Choose(search.Gradient, search.Direction);
            double slope = search.Slope();
            if (!(slope < 0))
            {
                (isSteepest, slope) = (true, Restart(search, direction));
            }

            // The first step has length 1 or less; later ones change the value by as much as the one before, or are Newton's.
            double first = isSteepest ? double.Min(1, 1 / double.Sqrt(-slope)) : direction.IsScaled ? 1 : lastStep * lastSlope / slope;
            double step = search.Run(slope, first);
            if (step > 0)
            {
                direction.Learn(search.LastMove, search.LastGradientChange, search.Gradient);
                (lastStep, lastSlope, isSteepest) = (step, slope, false);
                iterations++;
            }
            else if (isSteepest)
            {
                return MinimizationStatus.NoProgress;
            }
            else
            {
                direction.Forget();
                isSteepest = true;
            }
        }

        return MinimizationStatus.SmallGradient;
    }

    private static double Restart<T>(LineSearch<T> search, SearchDirection<T> direction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        direction.Forget();
        TensorPrimitives.Negate(search.Gradient, search.Direction);
        return search.Slope();
    }
}

/// <summary>How the next direction follows from what was seen.</summary>
internal abstract class SearchDirection<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Is the direction a whole step, as Newton's is?</summary>
    public abstract bool IsScaled { get; }

    public abstract void Choose(ReadOnlySpan<T> gradient, Span<T> direction);

    /// <summary>Takes what a step moved, how the gradient changed by it, and the gradient after it.</summary>
    public abstract void Learn(ReadOnlySpan<T> move, ReadOnlySpan<T> gradientChange, ReadOnlySpan<T> gradient);

    /// <summary>Makes the next direction the steepest descent.</summary>
    public abstract void Forget();
}
