using System;
using System.Numerics;

namespace AutoDiff.Layers;

/// <summary>What a model is to make small. Each loss is a mean, so that it does not grow with the batch; of an empty batch there is none.</summary>
public static partial class Losses
{
    /// <summary>(Σ (prediction - target)²) / n, over all n elements.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or are 0.</exception>
    [Differentiable]
    public static T MeanSquaredError<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Some(predictions.Length, nameof(predictions));
        Require.Length(targets.Length, predictions.Length, nameof(targets));
        T loss = T.Zero;
        for (int i = 0; i < predictions.Length; i++)
        {
            T error = predictions[i] - targets[i];
            loss += error * error;
        }

        return loss / T.CreateChecked(predictions.Length);
    }

    /// <summary>(Σ |prediction - target|) / n, over all n elements. Its derivative is 0 where they are equal.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or are 0.</exception>
    [Differentiable]
    public static T MeanAbsoluteError<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Some(predictions.Length, nameof(predictions));
        Require.Length(targets.Length, predictions.Length, nameof(targets));
        T loss = T.Zero;
        for (int i = 0; i < predictions.Length; i++) loss += T.Abs(predictions[i] - targets[i]);
        return loss / T.CreateChecked(predictions.Length);
    }

    /// <summary>The mean over all elements of ½e² where |e| ≤ δ, else of δ · (|e| - ½δ), for the errors e = prediction - target (Huber 1964).</summary>
    /// <param name="predictions">What the model says.</param>
    /// <param name="targets">What it should say.</param>
    /// <param name="delta">δ, the error from which on it grows no faster than linearly.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are 0.</exception>
    [Differentiable]
    public static T Huber<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, [NoGradient] T delta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Some(predictions.Length, nameof(predictions));
        Require.Length(targets.Length, predictions.Length, nameof(targets));
        T half = T.CreateChecked(0.5), loss = T.Zero;
        for (int i = 0; i < predictions.Length; i++)
        {
            T error = predictions[i] - targets[i], size = T.Abs(error);
            loss += size <= delta ? half * error * error : delta * (size - half * delta);
        }

        return loss / T.CreateChecked(predictions.Length);
    }

    /// <summary>
    /// The cross-entropy of the sigmoid of each logit with a target, as a mean over all elements: -t · log σ(z) - (1 - t) · log(1 - σ(z)), computed as
    /// max(z, 0) - t · z + log(1 + e⁻ˡᶻˡ), which overflows for no finite logit.
    /// </summary>
    /// <param name="logits">z.</param>
    /// <param name="targets">t, probabilities from 0 to 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are 0.</exception>
    [Differentiable]
    public static T BinaryCrossEntropy<T>(ReadOnlySpan<T> logits, [NoGradient] ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Some(logits.Length, nameof(logits));
        Require.Length(targets.Length, logits.Length, nameof(targets));
        T loss = T.Zero;
        for (int i = 0; i < logits.Length; i++)
        {
            // What is linear in z has weight 0 where the target is certain and right: there 0·∞ is 0.
            bool isPositive = logits[i] > T.Zero;
            T size = isPositive ? logits[i] : -logits[i], weight = isPositive ? T.One - targets[i] : targets[i];
            loss += (weight == T.Zero ? T.Zero : weight * size) + T.LogP1(T.Exp(-size));
        }

        return loss / T.CreateChecked(logits.Length);
    }

    /// <summary>max(0, 1 - t · s) as a mean over all elements. Its derivative is 0 at t · s = 1.</summary>
    /// <param name="scores">s, which the model makes positive for one class and negative for the other.</param>
    /// <param name="targets">t, 1 or -1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are 0.</exception>
    [Differentiable]
    public static T Hinge<T>(ReadOnlySpan<T> scores, [NoGradient] ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Some(scores.Length, nameof(scores));
        Require.Length(targets.Length, scores.Length, nameof(targets));
        T loss = T.Zero;
        for (int i = 0; i < scores.Length; i++) loss += T.Max(T.Zero, T.One - targets[i] * scores[i]);
        return loss / T.CreateChecked(scores.Length);
    }

    /// <summary>Σ max(0, 1 + sₖ - s_label) over all other classes k, as a mean over the rows (Weston, Watkins 1999).</summary>
    /// <param name="scores">A row of scores for each example.</param>
    /// <param name="labels">The class of each example, counted from 0.</param>
    /// <param name="classes">How many classes there are: how many scores a row has.</param>
    /// <exception cref="ArgumentException">There are no labels, one is no class, or there is not exactly a row of scores for each.</exception>
    [Differentiable]
    public static T MulticlassHinge<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Some(labels.Length, nameof(labels));
        Require.Rows(scores.Length, labels.Length, classes, nameof(scores));
        Require.Classes(labels, classes, nameof(labels));
        T loss = T.Zero;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<T> row = scores.Slice(i * classes, classes);
            T score = row[labels[i]];
            for (int k = 0; k < classes; k++)
            {
                if (k != labels[i]) loss += T.Max(T.Zero, T.One + row[k] - score);
            }
        }

        return loss / T.CreateChecked(labels.Length);
    }

    /// <summary>The divergence Σ p · log(p / q) of each row of q from that of p, as a mean over the rows (Kullback, Leibler 1951). Where p is 0 there is nothing to add.</summary>
    /// <param name="p">Rows of probabilities.</param>
    /// <param name="q">As many others.</param>
    /// <param name="width">How many elements a row has.</param>
    /// <exception cref="ArgumentException">The lengths differ, are 0, or are no multiple of the width.</exception>
    [Differentiable]
    public static T KullbackLeibler<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Some(p.Length, nameof(p));
        int rows = Require.WholeRows(p.Length, width, nameof(p));
        Require.Length(q.Length, p.Length, nameof(q));
        T loss = T.Zero;
        for (int i = 0; i < p.Length; i++)
        {
            if (p[i] != T.Zero) loss += p[i] * (T.Log(p[i]) - T.Log(q[i]));
        }

        return loss / T.CreateChecked(rows);
    }

    /// <summary>The cross-entropy of the softmax of each row of logits with a row of probabilities, as a mean over the rows: -Σₖ tₖ · log softmax(z)ₖ.</summary>
    /// <param name="logits">A row of logits z for each example.</param>
    /// <param name="targets">A row of probabilities t for each. They are constants.</param>
    /// <param name="classes">How many classes there are: how many elements a row has.</param>
    /// <remarks>It overflows for no finite logits. A logit of -∞ is a class that cannot be, as long as no probability is asked of it; +∞ makes it NaN.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, are 0, or are no multiple of the number of classes.</exception>
    [Differentiable]
    public static T SoftmaxCrossEntropy<T>(ReadOnlySpan<T> logits, [NoGradient] ReadOnlySpan<T> targets, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Some(logits.Length, nameof(logits));
        int rows = Require.WholeRows(logits.Length, classes, nameof(logits));
        Require.Length(targets.Length, logits.Length, nameof(targets));
        T loss = T.Zero;
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<T> row = logits.Slice(i * classes, classes), target = targets.Slice(i * classes, classes);
            T shift = Rows.Shift(row), log = Rows.LogSumExp(row, shift);
            for (int k = 0; k < classes; k++) loss += target[k] == T.Zero ? T.Zero : target[k] * (log - (row[k] - shift));
        }

        return loss / T.CreateChecked(rows);
    }

    /// <summary>
    /// The cross-entropy of the softmax of each row of logits with the class that its label says, as a mean over the rows: log Σₖ eᶻᵏ - z_label.
    /// </summary>
    /// <param name="logits">A row of logits for each example.</param>
    /// <param name="labels">The class of each example, counted from 0.</param>
    /// <param name="classes">How many classes there are: how many logits a row has.</param>
    /// <param name="smoothing">Label smoothing ε (Szegedy et al. 2016): the label has probability 1 - ε, and ε is spread evenly over all classes.</param>
    /// <remarks>It overflows for no finite logits. A logit of -∞ is a class that cannot be, as long as no probability is asked of it; +∞ makes it NaN.</remarks>
    /// <exception cref="ArgumentException">There are no labels, one is no class, or there is not exactly a row of logits for each.</exception>
    [Differentiable]
    public static T SoftmaxCrossEntropy<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, int classes, [NoGradient] T smoothing = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Some(labels.Length, nameof(labels));
        Require.Rows(logits.Length, labels.Length, classes, nameof(logits));
        Require.Classes(labels, classes, nameof(labels));
        T share = smoothing / T.CreateChecked(classes);
        T loss = T.Zero;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<T> row = logits.Slice(i * classes, classes);
            T shift = Rows.Shift(row), logit = row[labels[i]] - shift;
            if (smoothing != T.Zero)
            {
                T sum = T.Zero;
                for (int k = 0; k < classes; k++) sum += row[k] - shift;
                logit = (T.One - smoothing) * logit + share * sum;
            }

            loss += Rows.LogSumExp(row, shift) - logit;
        }

        return loss / T.CreateChecked(labels.Length);
    }
}
