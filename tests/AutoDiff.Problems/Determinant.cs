using System;

namespace AutoDiff.Problems;

/// <summary>The determinant, by expansion along the first row.</summary>
public static partial class Determinant
{
    /// <summary>The determinant of a square matrix, given row after row.</summary>
    [Differentiable]
    public static double ByMinors(ReadOnlySpan<double> matrix, int size)
    {
        // A list of the columns that are left: next[c] follows c, next[size] is the first, and size ends the list.
        int[] next = new int[size + 1];
        for (int c = 0; c < size; c++) next[c] = c + 1;
        next[size] = 0;
        return Minor(matrix, size, 0, next);
    }

    /// <summary>The determinant of the rows from the given one on, and of the columns that are left.</summary>
    private static double Minor(ReadOnlySpan<double> matrix, int size, int row, int[] next)
    {
        if (row == size) return 1;

        double sum = 0, sign = 1;
        int previous = size;
        for (int column = next[previous]; column < size; column = next[column])
        {
            next[previous] = next[column];
            sum += sign * matrix[(row * size) + column] * Minor(matrix, size, row + 1, next);
            next[previous] = column;
            previous = column;
            sign = -sign;
        }

        return sum;
    }
}
