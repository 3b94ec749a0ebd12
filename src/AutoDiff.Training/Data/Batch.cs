using System;

namespace AutoDiff.Training;

/// <summary>Rows that are used together.</summary>
public static class Batch
{
    /// <summary>
    /// These rows, one after the other. Where they follow each other in memory, too, they are read where they stand, and nothing is copied; otherwise they are
    /// collected in the buffer. Nothing is allocated.
    /// </summary>
    /// <param name="elements">All rows, one after the other.</param>
    /// <param name="width">The number of elements in a row: 1 for labels.</param>
    /// <param name="rows">Which rows, in which order.</param>
    /// <param name="buffer">Room for that many rows, or more.</param>
    /// <returns>A part of <paramref name="elements"/>, or the beginning of <paramref name="buffer"/>.</returns>
    /// <exception cref="ArgumentException">The buffer is too short, or the elements are no whole rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static ReadOnlySpan<T> Gather<T>(ReadOnlySpan<T> elements, int width, ReadOnlySpan<int> rows, Span<T> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        int count = width > 0 ? elements.Length / width : 0;
        if (width > 0 ? elements.Length % width != 0 : !elements.IsEmpty)
        {
            throw new ArgumentException($"'elements' has length {elements.Length}, which is no number of rows of {width}.", nameof(elements));
        }

        if (buffer.Length < (long)rows.Length * width)
        {
            throw new ArgumentException($"'buffer' has length {buffer.Length}, but {rows.Length} rows of {width} are expected to fit.", nameof(buffer));
        }

        if (width == 0)
        {
            return [];
        }

        foreach (int row in rows)
        {
            if ((uint)row >= (uint)count)
            {
                throw new ArgumentOutOfRangeException(nameof(rows), row, $"'rows' has row {row}, but there are {count}.");
            }
        }

        if (AreContiguous(rows))
        {
            return elements.Slice(rows.IsEmpty ? 0 : rows[0] * width, rows.Length * width);
        }

        if (width == 1)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                buffer[i] = elements[rows[i]];
            }
        }
        else
        {
            for (int i = 0; i < rows.Length; i++)
            {
                elements.Slice(rows[i] * width, width).CopyTo(buffer[(i * width)..]);
            }
        }

        return buffer[..(rows.Length * width)];
    }

    private static bool AreContiguous(ReadOnlySpan<int> rows)
    {
        for (int i = 1; i < rows.Length; i++)
        {
            if (rows[i] != rows[0] + i)
            {
                return false;
            }
        }

        return true;
    }
}
