using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace AutoDiff.Training;

/// <summary>How often each class was taken for which: a row for each true class, a column for each predicted one.</summary>
/// <remarks>
/// A quotient whose divisor is 0 counts as <see cref="ZeroDivision"/>: the precision of a class that is never predicted, the recall of one that never is, the F1 score
/// of one that neither is. Means over classes take all of them. Not for writing by several threads at once.
/// </remarks>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    /// <summary>Nothing counted yet, of classes that are called "0", "1" and so on.</summary>
    /// <exception cref="ArgumentException">There is no class.</exception>
    public ConfusionMatrix(int classes)
        : this([.. Enumerable.Range(0, int.Max(classes, 0)).Select(static number => number.ToString(CultureInfo.InvariantCulture))])
    {
    }

    /// <summary>Nothing counted yet, of these classes.</summary>
    /// <exception cref="ArgumentException">There is no class.</exception>
    public ConfusionMatrix(IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count == 0)
        {
            throw new ArgumentException("There must be a class.", nameof(classes));
        }

        (Classes, _counts) = (classes, new long[checked(classes.Count * classes.Count)]);
    }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>What a quotient is whose divisor is 0: 0, unless it is said otherwise. NaN makes the means NaN.</summary>
    public double ZeroDivision { get; init; }

    /// <summary>The number of examples.</summary>
    public long Total => _counts.Sum();

    /// <summary>The fraction of examples on the diagonal.</summary>
    public double Accuracy => Quotient(Enumerable.Range(0, Classes.Count).Sum(label => this[label, label]), Total);

    /// <summary>Precision, recall and F1 of all decisions together. In a problem where each example has one class, all three are the accuracy.</summary>
    public ClassScores Micro => new(Accuracy, Accuracy, Accuracy);

    /// <summary>The means of precision, recall and F1 over the classes, each counting the same.</summary>
    public ClassScores Macro => Mean(static _ => 1);

    /// <summary>The means of precision, recall and F1 over the classes, each counting by its examples.</summary>
    public ClassScores Weighted => Mean(Support);

    /// <summary>How many examples of a class were taken for another one, or for itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long this[int actual, int predicted] => _counts[IndexOf(actual, predicted)];

    /// <summary>Counts examples.</summary>
    /// <exception cref="ArgumentException">The spans have different lengths, or there is no such class. Nothing is counted.</exception>
    public void Add(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions)
    {
        Sizes.Same(predictions.Length, labels.Length, nameof(predictions));
        for (int i = 0; i < labels.Length; i++)
        {
            Sizes.Label(labels[i], Classes.Count, nameof(labels));
            Sizes.Label(predictions[i], Classes.Count, nameof(predictions));
        }

        for (int i = 0; i < labels.Length; i++)
        {
            _counts[(labels[i] * Classes.Count) + predictions[i]]++;
        }
    }

    /// <summary>Counts one example.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public void Add(int label, int prediction) => _counts[IndexOf(label, prediction)]++;

    /// <summary>Forgets all examples.</summary>
    public void Clear() => _counts.AsSpan().Clear();

    /// <summary>The number of examples of a class.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long Support(int label) => Enumerable.Range(0, Classes.Count).Sum(other => this[label, other]);

    /// <summary>Precision, recall and F1 of a class.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public ClassScores Of(int label)
    {
        long right = this[label, label], actual = Support(label), predicted = Enumerable.Range(0, Classes.Count).Sum(other => this[other, label]);
        return new ClassScores(Quotient(right, predicted), Quotient(right, actual), Quotient(2 * right, predicted + actual));
    }

    /// <summary>The matrix as a table of text, true classes from top to bottom.</summary>
    public override string ToString()
    {
        string[][] cells =
        [
            ["", .. Classes],
            .. Enumerable.Range(0, Classes.Count).Select(actual =>
                (string[])[Classes[actual], .. Enumerable.Range(0, Classes.Count).Select(predicted => this[actual, predicted].ToString(CultureInfo.InvariantCulture))]),
        ];
        int[] widths = [.. Enumerable.Range(0, Classes.Count + 1).Select(column => cells.Max(row => row[column].Length))];
        StringBuilder text = new();
        foreach (string[] row in cells)
        {
            text.AppendJoin("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).Append('\n');
        }

        return text.ToString();
    }

    private int IndexOf(int actual, int predicted)
    {
        Sizes.Label(actual, Classes.Count, nameof(actual));
        Sizes.Label(predicted, Classes.Count, nameof(predicted));
        return (actual * Classes.Count) + predicted;
    }

    private double Quotient(long dividend, long divisor) => divisor == 0 ? ZeroDivision : (double)dividend / divisor;

    private ClassScores Mean(Func<int, long> weightOf)
    {
        double precision = 0, recall = 0, f1 = 0;
        long weights = 0;
        for (int label = 0; label < Classes.Count; label++)
        {
            (ClassScores scores, long weight) = (Of(label), weightOf(label));
            precision += weight * scores.Precision;
            recall += weight * scores.Recall;
            f1 += weight * scores.F1;
            weights += weight;
        }

        return weights == 0 ? new(ZeroDivision, ZeroDivision, ZeroDivision) : new(precision / weights, recall / weights, f1 / weights);
    }
}
