using System;
using System.Numerics;

namespace AutoDiff.Training;

/// <summary>How well classes are predicted.</summary>
/// <remarks>Scores are a number for each class, row after row: logits, probabilities, or whatever is larger for what is likelier.</remarks>
public static class Classification
{
    /// <summary>The fraction of labels that are predicted.</summary>
    /// <exception cref="ArgumentException">The spans have different lengths, or are empty.</exception>
    public static double Accuracy(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions)
    {
        Sizes.NotEmpty(labels.Length, nameof(labels));
        Sizes.Same(predictions.Length, labels.Length, nameof(predictions));
        int right = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            right += labels[i] == predictions[i] ? 1 : 0;
        }

        return (double)right / labels.Length;
    }

    /// <summary>The fraction of labels whose score is the largest of its row.</summary>
    /// <inheritdoc cref="TopKAccuracy" path="/remarks"/>
    /// <inheritdoc cref="TopKAccuracy" path="/exception"/>
    public static double Accuracy<T>(ReadOnlySpan<int> labels, ReadOnlySpan<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TopKAccuracy(labels, scores, 1);

    /// <summary>The fraction of labels whose score is among the <paramref name="k"/> largest of its row.</summary>
    /// <remarks>Of equal scores, the first counts as the largest. A label is not found where its score is NaN, and NaN elsewhere counts as larger.</remarks>
    /// <exception cref="ArgumentException">The scores are no row for each label, there is none, or a label is no class.</exception>
    public static double TopKAccuracy<T>(ReadOnlySpan<int> labels, ReadOnlySpan<T> scores, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int classes = Sizes.Width(scores.Length, labels.Length, nameof(scores));
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        int found = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            int label = labels[row];
            Sizes.Label(label, classes, nameof(labels));
            found += RankOf(label, scores.Slice(row * classes, classes)) < k ? 1 : 0;
        }

        return (double)found / labels.Length;
    }

    /// <summary>The class of the largest score in each row: of equal ones the first, and of rows with NaN that of the first NaN.</summary>
    /// <exception cref="ArgumentException">The scores are no row for each prediction.</exception>
    public static void Predict<T>(ReadOnlySpan<T> scores, Span<int> predictions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (predictions.IsEmpty && scores.IsEmpty)
        {
            return;
        }

        int classes = Sizes.Width(scores.Length, predictions.Length, nameof(scores));
        for (int row = 0; row < predictions.Length; row++)
        {
            predictions[row] = IndexOfLargest(scores.Slice(row * classes, classes));
        }
    }

    /// <summary>The mean of −ln p, with p the probability that was given to the label: infinite where one is 0.</summary>
    /// <param name="labels">The classes.</param>
    /// <param name="probabilities">The probability of each class, row after row.</param>
    /// <exception cref="ArgumentException">The probabilities are no row for each label, one that counts is not between 0 and 1, or a label is no class.</exception>
    public static double LogLoss<T>(ReadOnlySpan<int> labels, ReadOnlySpan<T> probabilities)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int classes = Sizes.Width(probabilities.Length, labels.Length, nameof(probabilities));
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            Sizes.Label(labels[row], classes, nameof(labels));
            sum -= double.Log(ProbabilityOf(double.CreateTruncating(probabilities[(row * classes) + labels[row]]), nameof(probabilities)));
        }

        return sum / labels.Length;
    }

    /// <summary>The mean of −ln p over the positives and −ln (1 − p) over the negatives: infinite where one of these is 0.</summary>
    /// <param name="labels">Which examples are positive.</param>
    /// <param name="probabilities">The probability of each to be positive.</param>
    /// <exception cref="ArgumentException">The spans have different lengths, are empty, or a probability is not between 0 and 1.</exception>
    public static double LogLoss<T>(ReadOnlySpan<bool> labels, ReadOnlySpan<T> probabilities)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Sizes.NotEmpty(labels.Length, nameof(labels));
        Sizes.Same(probabilities.Length, labels.Length, nameof(probabilities));
        double sum = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            double probability = ProbabilityOf(double.CreateTruncating(probabilities[i]), nameof(probabilities));
            sum -= labels[i] ? double.Log(probability) : double.LogP1(-probability);
        }

        return sum / labels.Length;
    }

    /// <summary>
    /// The area under the ROC curve: the probability that a positive example has a larger score than a negative one, where equal scores count half. It is NaN where
    /// there are no positives or no negatives.
    /// </summary>
    /// <remarks>
    /// By the ranks of the scores, equal ones sharing the middle of theirs: Mann and Whitney, On a Test of Whether One of Two Random Variables is Stochastically Larger
    /// than the Other, 1947; Hanley and McNeil, The Meaning and Use of the Area under a ROC Curve, 1982.
    /// </remarks>
    /// <exception cref="ArgumentException">The spans have different lengths, are empty, or a score is NaN.</exception>
    public static double RocAuc<T>(ReadOnlySpan<bool> labels, ReadOnlySpan<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Sizes.NotEmpty(labels.Length, nameof(labels));
        Sizes.Same(scores.Length, labels.Length, nameof(scores));
        T[] sorted = scores.ToArray();
        bool[] positive = labels.ToArray();
        if (Array.FindIndex(sorted, T.IsNaN) is >= 0 and int index)
        {
            throw new ArgumentException($"'scores' has NaN at {index}, which is neither larger nor smaller.", nameof(scores));
        }

        Array.Sort(sorted, positive);

        // Pairs of a negative and a positive, by runs of equal scores. Halves are counted twice, so that all is exact.
        long positives = 0, negatives = 0, twice = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            long inRun = 0;
            for (end = start; end < sorted.Length && sorted[end] == sorted[start]; end++)
            {
                inRun += positive[end] ? 1 : 0;
            }

            long others = end - start - inRun;
            twice += inRun * ((2 * negatives) + others);
            positives += inRun;
            negatives += others;
        }

        return twice / (2.0 * positives * negatives);
    }

    private static int RankOf<T>(int label, ReadOnlySpan<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T own = scores[label];
        int rank = 0;
        for (int other = 0; other < scores.Length; other++)
        {
            bool isSmaller = other < label ? scores[other] < own : scores[other] <= own;
            rank += isSmaller || other == label ? 0 : 1;
        }

        return T.IsNaN(own) ? int.MaxValue : rank;
    }

    private static int IndexOfLargest<T>(ReadOnlySpan<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int largest = 0;
        for (int i = 1; i < scores.Length && !T.IsNaN(scores[largest]); i++)
        {
            largest = scores[i] <= scores[largest] ? largest : i;
        }

        return largest;
    }

    private static double ProbabilityOf(double value, string parameter) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentException(FormattableString.Invariant($"'{parameter}' has {value}, which is no probability."), parameter);
}
