using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace AutoDiff.Checking;

/// <summary>A gradient at a point, and how it compares with differences along coordinates and directions.</summary>
internal sealed class GradientComparison<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ScalarFunction<T> _function;
    private readonly T[] _point;
    private readonly T[] _gradient;
    private readonly T[] _repeated;
    private readonly double _value;
    private readonly double _valueError;
    private readonly double _tolerance;
    private readonly double _rounding;

    public GradientComparison(ScalarFunction<T> function, GradientFunction<T> gradient, T[] point, double tolerance)
    {
        (_function, _point, _tolerance) = (function, point, tolerance);

        // Values of the function are taken to be rounded once for each coordinate, this way or that.
        _rounding = double.CreateTruncating(T.BitIncrement(T.One) - T.One) * double.Sqrt(point.Length);
        (_gradient, _repeated) = (new T[point.Length], new T[point.Length]);
        _value = double.CreateTruncating(function(point));
        _valueError = double.Abs(_value - double.CreateTruncating(gradient(point, _gradient)));

        // An adjoint that is not overwritten, or an input that is, shows in the second call.
        _repeated.AsSpan().Fill(T.One);
        gradient(point, _repeated);
    }

    public GradientReport Run(GradientProbes probes)
    {
        Random random = new(probes.Seed);
        SortedSet<int> coordinates = Choose(probes.Coordinates, random);
        double direction = 0;
        if (coordinates.Count < _point.Length)
        {
            coordinates.Add(LeastRepeatable());
            for (int i = 0; i < probes.Directions; i++)
            {
                sbyte[] signs = [.. Enumerable.Range(0, _point.Length).Select(_ => (sbyte)((2 * random.Next(2)) - 1))];
                double excess = ExcessAlong(signs, 0, _point.Length);
                direction = double.Max(direction, excess);
                if (excess > 1)
                {
                    coordinates.Add(WorstOf(signs));
                }
            }
        }

        return Report(coordinates, direction);
    }

    // Floyd's algorithm: any choice is as likely as any other, and as many numbers are drawn as are chosen.
    private SortedSet<int> Choose(int count, Random random)
    {
        SortedSet<int> chosen = [];
        for (int i = int.Max(0, _point.Length - count); i < _point.Length; i++)
        {
            if (!chosen.Add(random.Next(i + 1)))
            {
                chosen.Add(i);
            }
        }

        return chosen;
    }

    private int LeastRepeatable()
    {
        int worst = 0;
        double largest = 0;
        for (int i = 0; i < _gradient.Length; i++)
        {
            double shift = double.Abs(double.CreateTruncating(_gradient[i] - _repeated[i]));
            if (shift > largest || double.IsNaN(shift))
            {
                (worst, largest) = (i, shift);
            }
        }

        return worst;
    }

    // The half of the coordinates that is further off, and of that the half, until one is left.
    private int WorstOf(sbyte[] signs)
    {
        int start = 0, end = signs.Length;
        while (end - start > 1)
        {
            int middle = start + ((end - start) / 2);
            (start, end) = ExcessAlong(signs, start, middle) >= ExcessAlong(signs, middle, end) ? (start, middle) : (middle, end);
        }

        return start;
    }

    /// <summary>How far the slope along some coordinates at once is off, in what is allowed.</summary>
    private double ExcessAlong(sbyte[] signs, int start, int end)
    {
        double part = 1 / double.Sqrt(end - start), squares = 0, size = 0;
        for (int i = start; i < end; i++)
        {
            double x = double.CreateTruncating(_point[i]), slope = double.CreateTruncating(_gradient[i]);
            squares += slope * slope;
            size += double.Abs(x) * part * part;
        }

        // The gradient's own slope is taken from the quotients: it is then along what the coordinates have moved by, with their rounding.
        (double error, double uncertainty) = Differences.Extrapolate<T>(step => Deviation(signs, start, end, part * step, step), size);
        return Excess(double.Abs(error), Bound(double.Sqrt(squares) * part, uncertainty));
    }

    private (double Quotient, double Rounding) Deviation(sbyte[] signs, int start, int end, double move, double step)
    {
        T[] above = [.. _point], below = [.. _point];
        double predicted = 0;
        for (int i = start; i < end; i++)
        {
            above[i] += T.CreateTruncating(signs[i] * move);
            below[i] -= T.CreateTruncating(signs[i] * move);
            predicted += double.CreateTruncating(_gradient[i]) * double.CreateTruncating(above[i] - below[i]);
        }

        double high = double.CreateTruncating(_function(above)), low = double.CreateTruncating(_function(below));
        return ((high - low - predicted) / (2 * step), Rounding(high, low) / (2 * step));
    }

    private (double Value, double Error) DifferenceAt(int coordinate)
    {
        T center = _point[coordinate];
        return Differences.Extrapolate<T>(
            step =>
            {
                T above = center + T.CreateTruncating(step), below = center - T.CreateTruncating(step);
                double high = At(above), low = At(below), width = double.CreateTruncating(above - below);
                return ((high - low) / width, Rounding(high, low) / width);
            },
            double.Abs(double.CreateTruncating(center)));

        double At(T x)
        {
            _point[coordinate] = x;
            double value = double.CreateTruncating(_function(_point));
            _point[coordinate] = center;
            return value;
        }
    }

    private GradientReport Report(SortedSet<int> coordinates, double direction)
    {
        Dictionary<int, (double Value, double Error)> differences = coordinates.ToDictionary(static i => i, DifferenceAt);
        double size = differences.Values.Select(static difference => double.Abs(difference.Value)).DefaultIfEmpty().Max();
        GradientReport report = new(-1, 0, 0, 0, 0, _valueError, _value, _tolerance) { Probed = coordinates.Count, Coordinates = _point.Length, WorstDirection = direction };
        double worst = -1;
        foreach (int i in coordinates)
        {
            double got = double.CreateTruncating(_gradient[i]), repeated = double.CreateTruncating(_repeated[i]), expected = differences[i].Value;
            double error = double.Max(double.Abs(got - expected), double.Abs(repeated - expected));
            double bound = Bound(size, differences[i].Error), excess = Excess(error, bound);
            if (excess > worst)
            {
                worst = excess;
                report = report with { Coordinate = i, Gradient = got, Difference = expected, Error = error, Bound = bound };
            }
        }

        return report;
    }

    private double Rounding(double high, double low) => _rounding * double.Max(double.Abs(high), double.Abs(low));

    private double Bound(double size, double uncertainty) => (_tolerance * double.Max(size, double.Abs(_value) * _tolerance)) + (2 * uncertainty);

    private static double Excess(double error, double bound) => double.IsNaN(error) ? double.PositiveInfinity : error == 0 ? 0 : error / bound;
}
