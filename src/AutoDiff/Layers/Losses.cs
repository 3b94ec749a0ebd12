using System;
using System.Numerics;

namespace AutoDiff.Layers;

/// <summary>What a model is to make small. Each loss is a mean, so that it does not grow with the batch; of an empty batch there is none.</summary>
public static partial class Losses
{
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
            T logit = row[labels[i]];
            if (smoothing != T.Zero)
            {
                T sum = T.Zero;
                for (int k = 0; k < classes; k++) sum += row[k];
                logit = (T.One - smoothing) * logit + share * sum;
            }

            loss += Rows.LogSumExp(row) - logit;
        }

        return loss / T.CreateChecked(labels.Length);
    }
}
