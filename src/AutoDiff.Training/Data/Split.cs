using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Training;

/// <summary>A data set in parts, each a list of rows in the order of the data. Every row is in one of them.</summary>
/// <param name="Training">What is learned from.</param>
/// <param name="Validation">What decisions are made by.</param>
/// <param name="Test">What is looked at once, at the end.</param>
/// <remarks>Which rows are where depends on the seed alone, and is the same on every machine.</remarks>
public sealed record Split(int[] Training, int[] Validation, int[] Test)
{
    /// <summary>Random parts of these sizes; the rest is for training.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the parts are larger than the whole.</exception>
    public static Split ByCounts(int count, int validation, int test = 0, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        CheckCounts(count, validation, test);
        int[] rows = [.. Enumerable.Range(0, count)];
        new CounterRandom(seed).Shuffle<int>(rows);
        return new Split(Sorted(rows[(validation + test)..]), Sorted(rows[..validation]), Sorted(rows[validation..(validation + test)]));
    }

    /// <summary>Random parts of these fractions of the whole, rounded to the nearest number of rows; the rest is for training.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A fraction is not between 0 and 1, or both are more than 1 together.</exception>
    public static Split ByFractions(int count, double validation, double test = 0, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        CheckFractions(validation, test);
        (int validationCount, int testCount) = CountsOf(count, validation, test);
        return ByCounts(count, validationCount, testCount, seed);
    }

    /// <summary>
    /// Random parts of these fractions, in which each class has its share, up to one row: parts have the sizes of <see cref="ByFractions"/>, and rows that cannot be
    /// divided evenly go where the largest remainder is.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A fraction is not between 0 and 1, or both are more than 1 together.</exception>
    public static Split Stratified(ReadOnlySpan<int> labels, double validation, double test = 0, ulong seed = 0)
    {
        CheckFractions(validation, test);
        (int validationCount, int testCount) = CountsOf(labels.Length, validation, test);
        int[][] classes = Shuffled(labels, seed);
        int[] sizes = [.. classes.Select(static rows => rows.Length)];
        int[] inTest = Shares(sizes, testCount);
        int[] inValidation = Shares([.. sizes.Zip(inTest, static (size, taken) => size - taken)], validationCount);
        List<int>[] parts = [[], [], []];
        for (int i = 0; i < classes.Length; i++)
        {
            int validated = inValidation[i], tested = validated + inTest[i];
            parts[1].AddRange(classes[i][..validated]);
            parts[2].AddRange(classes[i][validated..tested]);
            parts[0].AddRange(classes[i][tested..]);
        }

        return new Split(Sorted(parts[0]), Sorted(parts[1]), Sorted(parts[2]));
    }

    /// <summary>For k-fold cross-validation: each row is for validation in one fold, and for training in the others. Sizes differ by one row at most.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two folds, or more than rows.</exception>
    public static Split[] KFold(int count, int folds, ulong seed = 0)
    {
        CheckFolds(count, folds);
        int[] rows = [.. Enumerable.Range(0, count)];
        new CounterRandom(seed).Shuffle<int>(rows);
        return Folds(rows, folds);
    }

    /// <summary>For k-fold cross-validation in which each class is spread evenly: the rows of a class in two folds differ by one at most, and so do the folds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two folds, or more than rows.</exception>
    public static Split[] StratifiedKFold(ReadOnlySpan<int> labels, int folds, ulong seed = 0)
    {
        CheckFolds(labels.Length, folds);
        return Folds([.. Shuffled(labels, seed).SelectMany(static rows => rows)], folds);
    }

    // Rows are dealt out like cards: neighbours come into different folds.
    private static Split[] Folds(int[] rows, int folds)
    {
        int[] fold = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            fold[rows[i]] = i % folds;
        }

        int[] all = [.. Enumerable.Range(0, rows.Length)];
        return [.. Enumerable.Range(0, folds).Select(number => new Split([.. all.Where(row => fold[row] != number)], [.. all.Where(row => fold[row] == number)], []))];
    }

    // The rows of each class, classes by their labels.
    private static int[][] Shuffled(ReadOnlySpan<int> labels, ulong seed)
    {
        SortedDictionary<int, List<int>> classes = [];
        for (int row = 0; row < labels.Length; row++)
        {
            if (!classes.TryGetValue(labels[row], out List<int>? rows))
            {
                classes.Add(labels[row], rows = []);
            }

            rows.Add(row);
        }

        int[][] shuffled = [.. classes.Values.Select(static rows => rows.ToArray())];
        for (int i = 0; i < shuffled.Length; i++)
        {
            new CounterRandom(seed, (ulong)i).Shuffle<int>(shuffled[i]);
        }

        return shuffled;
    }

    // So many rows, taken from classes of these sizes in proportion: the whole part of each share, and one more where the remainders are largest (Hamilton).
    private static int[] Shares(int[] sizes, int taken)
    {
        long total = sizes.Sum(static size => (long)size);
        if (total == 0)
        {
            return new int[sizes.Length];
        }

        int[] shares = [.. sizes.Select(size => (int)((long)size * taken / total))];
        int left = taken - shares.Sum();
        foreach (int i in Enumerable.Range(0, sizes.Length).OrderByDescending(i => (long)sizes[i] * taken % total).Take(left))
        {
            shares[i]++;
        }

        return shares;
    }

    private static (int Validation, int Test) CountsOf(int count, double validation, double test)
    {
        int tested = (int)double.Round(count * test);
        return (int.Min((int)double.Round(count * validation), count - tested), tested);
    }

    private static int[] Sorted(IEnumerable<int> rows) => [.. rows.Order()];

    private static void CheckCounts(int count, int validation, int test)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(validation);
        ArgumentOutOfRangeException.ThrowIfNegative(test);
        if ((long)validation + test > count)
        {
            throw new ArgumentOutOfRangeException(nameof(validation), validation, $"'validation' is {validation} and 'test' {test}, but there are {count} rows.");
        }
    }

    private static void CheckFractions(double validation, double test)
    {
        if (!(validation is >= 0 and <= 1 && test is >= 0 and <= 1 && validation + test <= 1))
        {
            string message = FormattableString.Invariant($"'validation' is {validation} and 'test' {test}, but both must be fractions, and together at most 1.");
            throw new ArgumentOutOfRangeException(nameof(validation), validation, message);
        }
    }

    private static void CheckFolds(int count, int folds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, count);
    }
}
