using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Training;

/// <summary>The lines on which a function of two variables, known at the points of a grid, has one value: marching squares.</summary>
/// <remarks>
/// Around the grid, and where it is NaN, the function is taken to be infinite: all lines are closed, and enclose what is below the level.
/// Lorensen and Cline, Marching Cubes, SIGGRAPH 1987, in two dimensions; saddles are decided by the mean of the four corners.
/// </remarks>
internal static class Contours
{
    /// <summary>The closed lines of a level, in units of the grid. Parts of them may run along its border.</summary>
    public static List<List<(double X, double Y)>> Of(double[,] values, double level)
    {
        int columns = values.GetLength(0), rows = values.GetLength(1);

        // A crossing has a number: twice that of the grid point it follows, and one more where it is above it and not to its right. Two lines end in each.
        Dictionary<long, (long First, long Second)> links = [];
        for (int column = -1; column < columns; column++)
        {
            for (int row = -1; row < rows; row++)
            {
                Link(column, row);
            }
        }

        List<List<(double X, double Y)>> lines = [];
        while (links.Count > 0)
        {
            List<(double X, double Y)> line = [];
            for (long previous = -1, at = links.Keys.First(); links.Remove(at, out (long First, long Second) next);)
            {
                line.Add(PlaceOf(at));
                (previous, at) = (at, next.First == previous ? next.Second : next.First);
            }

            lines.Add(line);
        }

        return lines;

        double At(int column, int row) =>
            column >= 0 && column < columns && row >= 0 && row < rows && values[column, row] is var value && !double.IsNaN(value) ? value : double.PositiveInfinity;

        long Number(int column, int row, int direction) => ((((long)(row + 1) * (columns + 2)) + column + 1) * 2) + direction;

        void Link(int column, int row)
        {
            double a = At(column, row), b = At(column + 1, row), c = At(column + 1, row + 1), d = At(column, row + 1);
            bool isA = a < level, isB = b < level, isC = c < level, isD = d < level;
            long bottom = Number(column, row, 0), top = Number(column, row + 1, 0), left = Number(column, row, 1), right = Number(column + 1, row, 1);
            List<long> crossed = [];
            if (isA != isB) crossed.Add(bottom);
            if (isB != isC) crossed.Add(right);
            if (isC != isD) crossed.Add(top);
            if (isD != isA) crossed.Add(left);
            if (crossed.Count == 2)
            {
                Join(crossed[0], crossed[1]);
            }
            else if (crossed.Count == 4)
            {
                // The corners that are like a are cut off from each other, unless the middle is like them.
                bool isMiddle = (a + b + c + d) / 4 < level;
                (long, long)[] pairs = isMiddle == isA ? [(bottom, right), (top, left)] : [(left, bottom), (right, top)];
                Join(pairs[0].Item1, pairs[0].Item2);
                Join(pairs[1].Item1, pairs[1].Item2);
            }
        }

        void Join(long one, long other)
        {
            links[one] = links.TryGetValue(one, out var ends) ? ends with { Second = other } : (other, -1);
            links[other] = links.TryGetValue(other, out ends) ? ends with { Second = one } : (one, -1);
        }

        (double X, double Y) PlaceOf(long number)
        {
            long point = number / 2;
            int column = (int)(point % (columns + 2)) - 1, row = (int)(point / (columns + 2)) - 1;
            (int stepX, int stepY) = number % 2 == 0 ? (1, 0) : (0, 1);
            double from = At(column, row), to = At(column + stepX, row + stepY);
            double fraction = double.IsInfinity(from) ? 1 : double.IsInfinity(to) ? 0 : (level - from) / (to - from);
            return (column + (fraction * stepX), row + (fraction * stepY));
        }
    }
}
