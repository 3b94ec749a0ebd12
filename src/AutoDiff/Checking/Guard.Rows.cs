using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace AutoDiff;

// Arrays of arrays: each row is a buffer of its own.
public static partial class Guard
{
    [ThreadStatic]
    private static HashSet<object>? _rowsSeen;

    /// <summary>Throws if the argument or one of its rows is null.</summary>
    public static void Rows<T>([NotNull] T[][]? argument, string parameter)
    {
        NotNull(argument, parameter);
        for (int i = 0; i < argument.Length; i++)
        {
            if (argument[i] is null)
            {
                throw new ArgumentException($"Row {i} of '{parameter}' is null.", parameter);
            }
        }
    }

    /// <summary>The number of elements in all rows.</summary>
    public static long Count<T>(T[][] rows)
    {
        long count = 0;
        foreach (T[] row in rows)
        {
            count += row.Length;
        }

        return count;
    }

    /// <summary>Throws unless the buffer has as many rows as the array of arrays it belongs to, each as long.</summary>
    public static void Shape<T>([NotNull] T[][]? buffer, T[][] expected, string parameter)
    {
        Rows(buffer, parameter);
        if (buffer.Length != expected.Length)
        {
            throw new ArgumentException($"'{parameter}' has {buffer.Length} rows, but {expected.Length} are expected.", parameter);
        }

        for (int i = 0; i < buffer.Length; i++)
        {
            if (buffer[i].Length != expected[i].Length)
            {
                throw new ArgumentException($"Row {i} of '{parameter}' has length {buffer[i].Length}, but length {expected[i].Length} is expected.", parameter);
            }
        }
    }

    /// <summary>Throws if two rows are the same array. Empty rows share nothing.</summary>
    public static void DistinctRows<T>(T[][] rows, string parameter)
    {
        if (SharesRow([], rows))
        {
            throw new ArgumentException($"Two rows of '{parameter}' are the same array.", parameter);
        }
    }

    /// <summary>Throws if a row shares memory with the buffer.</summary>
    public static void Disjoint<T>(T[][] rows, ReadOnlySpan<T> other, string parameter, string otherParameter)
    {
        foreach (T[] row in rows)
        {
            Disjoint<T, T>(row, other, parameter, otherParameter);
        }
    }

    /// <summary>Throws if the buffer shares memory with a row.</summary>
    public static void Disjoint<T>(ReadOnlySpan<T> buffer, T[][] other, string parameter, string otherParameter)
    {
        foreach (T[] row in other)
        {
            Disjoint<T, T>(buffer, row, parameter, otherParameter);
        }
    }

    /// <summary>Throws if a row of the one is a row of the other.</summary>
    public static void Disjoint<T>(T[][] rows, T[][] other, string parameter, string otherParameter)
    {
        if (SharesRow(other, rows, ownToo: false))
        {
            ThrowOverlap(parameter, otherParameter);
        }
    }

    /// <summary>Is one of the rows among the others, or among those before it? The set is kept, so that nothing is allocated after warm-up.</summary>
    private static bool SharesRow<T>(T[][] others, T[][] rows, bool ownToo = true)
    {
        HashSet<object> seen = _rowsSeen ??= new HashSet<object>(ReferenceEqualityComparer.Instance);
        try
        {
            foreach (T[] other in others)
            {
                seen.Add(other);
            }

            foreach (T[] row in rows)
            {
                bool isNew = ownToo ? seen.Add(row) : !seen.Contains(row);
                if (row.Length > 0 && !isNew)
                {
                    return true;
                }
            }

            return false;
        }
        finally
        {
            seen.Clear();
        }
    }
}
