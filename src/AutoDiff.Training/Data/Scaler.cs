using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using AutoDiff.Storage;

namespace AutoDiff.Training;

/// <summary>Brings columns to a common scale: z = (x − <see cref="Center"/>) / <see cref="Scale"/>, each column by its own numbers.</summary>
/// <remarks>
/// What the numbers are is learned from the training rows alone; else the others would be known before they are seen. NaN stands for a value that is missing: it is not
/// counted, and stays. A column that has but one value becomes 0 (in <see cref="MinMax"/> the lower bound), and comes back as it was. Threads may share a scaler.
/// </remarks>
public sealed class Scaler<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _center;
    private readonly T[] _scale;

    private Scaler(T[] center, T[] scale) => (_center, _scale) = (center, scale);

    /// <summary>The number of columns.</summary>
    public int Width => _center.Length;

    /// <summary>What becomes 0, in each column.</summary>
    public ReadOnlySpan<T> Center => _center;

    /// <summary>What becomes 1 more, in each column. It is not 0.</summary>
    public ReadOnlySpan<T> Scale => _scale;

    /// <summary>To mean 0 and standard deviation 1 (divided by n, not n − 1) of these rows.</summary>
    /// <exception cref="ArgumentException">There is no row, or an infinite number in one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static Scaler<T> Standard(Table<T> table, ReadOnlySpan<int> rows) => Fit(table, rows, static sorted =>
    {
        double mean = 0;
        foreach (double x in sorted) mean += x / sorted.Length;
        double square = 0;
        foreach (double x in sorted) square += (x - mean) * (x - mean) / sorted.Length;
        return (mean, double.Sqrt(square));
    });

    /// <summary>To the range from <paramref name="low"/> to <paramref name="high"/> in these rows; others may lie beyond.</summary>
    /// <exception cref="ArgumentException">There is no row, an infinite number in one, or no range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static Scaler<T> MinMax(Table<T> table, ReadOnlySpan<int> rows, double low = 0, double high = 1)
    {
        if (!(low < high && double.IsFinite(high - low)))
        {
            throw new ArgumentException(FormattableString.Invariant($"'low' is {low} and 'high' {high}, which is no range."), nameof(low));
        }

        // z = low + (x − min) / scale is (x − (min − low · scale)) / scale.
        return Fit(table, rows, sorted =>
        {
            double scale = (sorted[^1] - sorted[0]) / (high - low);
            return (sorted[0] - (low * scale), scale);
        }, low);
    }

    /// <summary>To median 0 and interquartile range 1 of these rows: outliers have no say.</summary>
    /// <remarks>Quartiles lie between two numbers in proportion: type 7 of Hyndman and Fan, Sample Quantiles in Statistical Packages, 1996.</remarks>
    /// <inheritdoc cref="Standard" path="/exception"/>
    public static Scaler<T> Robust(Table<T> table, ReadOnlySpan<int> rows) =>
        Fit(table, rows, static sorted => (Quantile(sorted, 0.5), Quantile(sorted, 0.75) - Quantile(sorted, 0.25)));

    /// <summary>Scales rows in place.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of the number of columns.</exception>
    public void Transform(Span<T> rows) => Transform(rows, rows);

    /// <summary>Scales rows into others. Both may be the same memory.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of the number of columns, or the destination has another one.</exception>
    public void Transform(ReadOnlySpan<T> rows, Span<T> destination)
    {
        Check(rows, destination);
        for (int start = 0; start < rows.Length; start += Width)
        {
            for (int column = 0; column < _center.Length; column++)
            {
                destination[start + column] = (rows[start + column] - _center[column]) / _scale[column];
            }
        }
    }

    /// <summary>Brings rows back to what they were, in place.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of the number of columns.</exception>
    public void Inverse(Span<T> rows) => Inverse(rows, rows);

    /// <summary>Brings rows back into others. Both may be the same memory.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of the number of columns, or the destination has another one.</exception>
    public void Inverse(ReadOnlySpan<T> rows, Span<T> destination)
    {
        Check(rows, destination);
        for (int start = 0; start < rows.Length; start += Width)
        {
            for (int column = 0; column < _center.Length; column++)
            {
                destination[start + column] = (rows[start + column] * _scale[column]) + _center[column];
            }
        }
    }

    /// <summary>Saves the scaler as a safetensors file. The path holds the old file until the new one is complete.</summary>
    /// <exception cref="IOException">The file cannot be written. The old one is as it was.</exception>
    public void Save(string path)
    {
        SafetensorsWriter writer = new();
        AddTo(writer);
        writer.Save(path);
    }

    /// <summary>Adds the scaler to a file that has other things in it, such as a model: as the tensors "scaler.center" and "scaler.scale".</summary>
    /// <exception cref="ArgumentException">The file has such tensors already.</exception>
    public void AddTo(SafetensorsWriter writer, string name = "scaler")
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add<T>($"{name}.center", [Width], _center);
        writer.Add<T>($"{name}.scale", [Width], _scale);
    }

    /// <summary>Loads a scaler.</summary>
    /// <inheritdoc cref="ReadFrom" path="/exception"/>
    public static Scaler<T> Load(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return ReadFrom(file);
    }

    /// <summary>Reads a scaler out of a file that has other things in it.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or has no such scaler, or one of other numbers than <typeparamref name="T"/>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Scaler<T> ReadFrom(SafetensorsFile file, string name = "scaler")
    {
        ArgumentNullException.ThrowIfNull(file);
        T[] center = ReadTensor(file, $"{name}.center"), scale = ReadTensor(file, $"{name}.scale");
        bool areFinite = center.All(T.IsFinite) && scale.All(static number => T.IsFinite(number) && !T.IsZero(number));
        return areFinite && center.Length == scale.Length
            ? new Scaler<T>(center, scale)
            : throw new InvalidDataException($"'{name}.center' and '{name}.scale' are no scaler: both must be finite and of one length, and no scale may be 0.");
    }

    private static T[] ReadTensor(SafetensorsFile file, string name)
    {
        if (!file.Tensors.TryGetValue(name, out TensorEntry? entry) || entry.Shape.Count != 1)
        {
            throw new InvalidDataException($"'{name}' is {entry?.ToString() ?? "missing"}, but a number for each column is expected.");
        }

        try
        {
            T[] numbers = new T[checked((int)entry.Shape[0])];
            file.Read<T>(name, numbers);
            return numbers;
        }
        catch (Exception other) when (other is ArgumentException or OverflowException)
        {
            throw new InvalidDataException(other.Message, other);
        }
    }

    // The measure sees the numbers of a column in ascending order. They are added up in that order, whatever that of the rows is.
    private static Scaler<T> Fit(Table<T> table, ReadOnlySpan<int> rows, Func<double[], (double Center, double Scale)> measure, double constant = 0)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (rows.IsEmpty)
        {
            throw new ArgumentException("'rows' has length 0, but there is nothing to learn from no rows.", nameof(rows));
        }

        Scaler<T> scaler = new(new T[table.Width], new T[table.Width]);
        for (int column = 0; column < table.Width; column++)
        {
            double[] sorted = Sorted(table, rows, column);

            // Of one value the mean may be another, by rounding: it is not asked.
            bool isConstant = sorted.Length == 0 || sorted[0] == sorted[^1];
            (double center, double scale) = isConstant ? (sorted.FirstOrDefault() - constant, 1) : measure(sorted);
            scaler._center[column] = T.CreateTruncating(center);
            scaler._scale[column] = T.CreateTruncating(scale);
            if (T.IsZero(scaler._scale[column]))
            {
                scaler._scale[column] = T.One; // the quartiles are the same, or too close to each other for T
            }

            if (!T.IsFinite(scaler._center[column]) || !T.IsFinite(scaler._scale[column]))
            {
                throw new ArgumentException($"Column '{table.Columns[column]}' of 'table' reaches too far for {typeof(T).Name}.", nameof(table));
            }
        }

        return scaler;
    }

    private static double[] Sorted(Table<T> table, ReadOnlySpan<int> rows, int column)
    {
        List<double> numbers = new(rows.Length);
        foreach (int row in rows)
        {
            double number = double.CreateTruncating(table[row, column]);
            if (double.IsInfinity(number))
            {
                throw new ArgumentException(FormattableString.Invariant($"Row {row} of 'table' has {number} in column '{table.Columns[column]}'."), nameof(table));
            }

            if (!double.IsNaN(number))
            {
                numbers.Add(number);
            }
        }

        double[] sorted = [.. numbers];
        Array.Sort(sorted);
        return sorted;
    }

    private static double Quantile(double[] sorted, double fraction)
    {
        double place = fraction * (sorted.Length - 1);
        int below = (int)place, above = int.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    private void Check(ReadOnlySpan<T> rows, Span<T> destination)
    {
        if (Width == 0 ? !rows.IsEmpty : rows.Length % Width != 0)
        {
            throw new ArgumentException($"'rows' has length {rows.Length}, which is no number of rows of {Width}.", nameof(rows));
        }

        if (rows.Length != destination.Length)
        {
            throw new ArgumentException($"'destination' has length {destination.Length}, but length {rows.Length} is expected.", nameof(destination));
        }

        if (rows.Overlaps(destination, out int offset) && offset != 0)
        {
            throw new ArgumentException("'destination' shares memory with 'rows', but is not the same.", nameof(destination));
        }
    }
}
