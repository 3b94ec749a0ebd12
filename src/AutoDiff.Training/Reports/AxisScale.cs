using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Training;

/// <summary>Where numbers stand on an axis, and which of them are written there.</summary>
internal sealed class AxisScale
{
    // Beyond this, differences overflow.
    private const double Limit = 1e300;
    private readonly bool _isLogarithmic;
    private readonly double _low;
    private readonly double _high;
    private readonly double _start;
    private readonly double _end;
    private readonly double _leastStep;

    private AxisScale(bool isLogarithmic, double low, double high, double start, double end, double leastStep)
    {
        (_isLogarithmic, _low, _high, _start, _end, _leastStep) = (isLogarithmic, low, high, start, end, leastStep);
    }

    /// <summary>The smallest number on the axis.</summary>
    public double Min => _isLogarithmic ? double.Pow(10, _low) : _low;

    /// <summary>The largest number on the axis.</summary>
    public double Max => _isLogarithmic ? double.Pow(10, _high) : _high;

    /// <summary>A scale that has room for these numbers, and a margin of that part of their range at either end that is not fixed.</summary>
    /// <remarks>Where only whole numbers are to be shown, such as epochs, no others are written.</remarks>
    public static AxisScale Of(Axis axis, IEnumerable<double> numbers, double margin, bool hasZero = false, bool isCount = false)
    {
        double leastStep = isCount && numbers.Any() && numbers.All(double.IsInteger) ? 1 : 0;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double number in numbers.Concat(hasZero ? [0] : []))
        {
            if (IsShown(number, axis.IsLogarithmic))
            {
                (low, high) = (double.Min(low, number), double.Max(high, number));
            }
        }

        low = axis.Min is { } min && IsShown(min, axis.IsLogarithmic) ? min : low;
        high = axis.Max is { } max && IsShown(max, axis.IsLogarithmic) ? max : high;
        if (!double.IsFinite(low)) low = double.IsFinite(high) && !axis.IsLogarithmic ? high - 1 : axis.IsLogarithmic ? double.Min(1, high / 10) : 0;
        if (!double.IsFinite(high)) high = axis.IsLogarithmic ? low * 10 : low + 1;
        if (axis.IsLogarithmic)
        {
            (low, high) = (double.Log10(low), double.Log10(high));
        }

        if (!(high - low > 1e-12 * double.Max(double.Abs(low), double.Abs(high))))
        {
            // One number, or an axis that is given the wrong way round.
            double around = axis.IsLogarithmic ? 0.5 : low == 0 ? 1 : 0.1 * double.Abs(low);
            (low, high) = (double.Min(low, high) - around, double.Max(low, high) + around);
        }
        else
        {
            double room = margin * (high - low);
            low -= axis.Min is null && !(hasZero && low == 0) ? room : 0;
            high += axis.Max is null && !(hasZero && high == 0) ? room : 0;
        }

        return new AxisScale(axis.IsLogarithmic, low, high, 0, 1, leastStep);
    }

    /// <summary>The same axis from one place of the picture to another.</summary>
    public AxisScale Between(double start, double end) => new(_isLogarithmic, _low, _high, start, end, _leastStep);

    /// <summary>Whether the number has a place.</summary>
    public bool Shows(double number) => IsShown(number, _isLogarithmic);

    /// <summary>The place of a number that has one.</summary>
    public double PlaceOf(double number)
    {
        double fraction = ((_isLogarithmic ? double.Log10(number) : number) - _low) / (_high - _low);

        // What lies far outside is cut off anyway, but such numbers do not belong into a file.
        return _start + (double.Clamp(fraction, -10, 11) * (_end - _start));
    }

    /// <summary>The number at that fraction of the axis.</summary>
    public double NumberAt(double fraction)
    {
        double number = _low + (fraction * (_high - _low));
        return _isLogarithmic ? double.Pow(10, number) : number;
    }

    /// <summary>About so many numbers to write, and how.</summary>
    public IReadOnlyList<(double Number, string Text)> Ticks(int count) =>
        _isLogarithmic && PowersOfTen(count) is { Count: > 1 } powers ? powers : RoundNumbers(Min, Max, count, _leastStep);

    private static bool IsShown(double number, bool isLogarithmic) => double.Abs(number) <= Limit && (!isLogarithmic || number >= 1 / Limit);

    // Every power, or every second, fifth… one; between few of them, what is 2 and 5 times as much.
    private List<(double, string)> PowersOfTen(int count)
    {
        int first = (int)double.Ceiling(_low - 1e-9), last = (int)double.Floor(_high + 1e-9);
        int stride = ((last - first) / int.Max(count, 1)) + 1;
        bool isPlain = first >= -4 && last <= 4, isFine = 3 * (_high - _low) <= count + 1;
        List<(double, string)> ticks = [];
        for (int exponent = first - 1; exponent <= last; exponent++)
        {
            if (exponent >= first && (exponent - first) % stride == 0)
            {
                Add(1, exponent);
            }

            foreach (int multiple in isFine ? (ReadOnlySpan<int>)[2, 5] : [])
            {
                if (double.Log10(multiple) + exponent is var place && place >= _low && place <= _high)
                {
                    Add(multiple, exponent);
                }
            }
        }

        return ticks;

        void Add(int multiple, int exponent)
        {
            double power = double.Pow(10, exponent), number = multiple * power;
            string text = isPlain ? NumberText.OfTick(number, power) : $"{(multiple > 1 ? $"{multiple}·" : "")}{NumberText.OfPower(exponent)}";
            ticks.Add((number, text));
        }
    }

    // 1, 2 or 5 times a power of ten apart (Heckbert, Nice Numbers for Graph Labels, Graphics Gems, 1990): as close as leaves room.
    private static List<(double, string)> RoundNumbers(double min, double max, int count, double leastStep)
    {
        double rough = (max - min) / int.Max(count, 1);
        double power = double.Pow(10, double.Floor(double.Log10(rough)));
        foreach (double multiple in (ReadOnlySpan<double>)[0.5, 1, 2, 5, 10])
        {
            double step = double.Max(leastStep, multiple * power);
            double first = double.Ceiling((min / step) - 1e-9), last = double.Floor((max / step) + 1e-9);
            if (last - first <= count)
            {
                return [.. Enumerable.Range(0, (int)double.Max(last - first + 1, 0)).Select(i => ((first + i) * step, NumberText.OfTick((first + i) * step, step)))];
            }
        }

        return []; // so small a part of its numbers that they have no digits left
    }
}
