using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;

namespace AutoDiff.Training;

/// <summary>Numbers in rows and columns, row after row in one array: features, a row for each example.</summary>
public sealed class Table<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A table of zeros, whose columns are called "1", "2" and so on.</summary>
    /// <exception cref="ArgumentException">There are more elements than in an array, or fewer than none.</exception>
    public Table(int count, int width)
        : this(count, Numbered(width))
    {
    }

    /// <summary>A table of zeros with named columns.</summary>
    /// <exception cref="ArgumentException">There are more elements than in an array, or fewer than none.</exception>
    public Table(int count, IReadOnlyList<string> columns)
        : this(count, columns, new T[LengthOf(count, columns)])
    {
    }

    /// <summary>A table of numbers that are already there. They are not copied.</summary>
    /// <exception cref="ArgumentException">The elements are not <paramref name="count"/> rows.</exception>
    public Table(int count, int width, T[] elements)
        : this(count, Numbered(width), elements)
    {
    }

    /// <inheritdoc cref="Table{T}(int, int, T[])"/>
    public Table(int count, IReadOnlyList<string> columns, T[] elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        int length = LengthOf(count, columns);
        if (elements.Length != length)
        {
            throw new ArgumentException($"'elements' has length {elements.Length}, but {count} rows of {columns.Count} are expected.", nameof(elements));
        }

        (Count, Columns, Width, Array) = (count, columns, columns.Count, elements);
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The number of columns.</summary>
    public int Width { get; }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>All elements, row after row.</summary>
    public Span<T> Elements => Array;

    internal T[] Array { get; }

    /// <summary>A row.</summary>
    public Span<T> this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
            return Array.AsSpan(row * Width, Width);
        }
    }

    /// <summary>An element.</summary>
    public ref T this[int row, int column] => ref this[row][column];

    /// <summary>These rows, one after the other: a part of the table where they follow each other there, otherwise copied into the buffer.</summary>
    /// <inheritdoc cref="Batch.Gather{T}" path="/exception"/>
    public ReadOnlySpan<T> Gather(ReadOnlySpan<int> rows, Span<T> buffer) => Batch.Gather<T>(Array, Width, rows, buffer);

    /// <summary>A table of these rows, in this order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Table<T> Select(ReadOnlySpan<int> rows)
    {
        Table<T> selected = new(rows.Length, Columns);
        for (int i = 0; i < rows.Length; i++)
        {
            this[rows[i]].CopyTo(selected[i]);
        }

        return selected;
    }

    /// <summary>The numbers of a column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public T[] Column(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Width);
        T[] numbers = new T[Count];
        for (int row = 0; row < numbers.Length; row++)
        {
            numbers[row] = Array[(row * Width) + column];
        }

        return numbers;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Count} × {Width}";

    private static string[] Numbered(int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        return [.. Enumerable.Range(1, width).Select(static number => number.ToString(CultureInfo.InvariantCulture))];
    }

    private static int LengthOf(int count, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        long length = (long)count * columns.Count;
        return length <= System.Array.MaxLength
            ? (int)length
            : throw new ArgumentException($"{count} rows of {columns.Count} are more elements than in an array.", nameof(count));
    }
}
