using System;
using AutoDiff.Layers;
using Xunit;

namespace AutoDiff.Tests.Layers;

/// <summary>What does not fit is refused with its name, what is expected, and what is there: by the method and by what is generated for it.</summary>
public sealed class RequirementTests
{
    [Fact]
    public void Sizes_are_named()
    {
        float[] six = new float[6], two = new float[2], d6 = new float[6], d2 = new float[2];
        Refused("y", "'y' has length 2, but length 6 is expected.", () => Activations.Relu<float>(six, two));
        Refused("y", "'y' has length 2, but length 6 is expected.", () => Activations.ReluVjp(six, two, d6, d2));
        Refused("weights", "'weights' has length 2, but 3 rows of 2 are expected.", () => Dense.Forward<float>(six, two, [], six, 3, 2, 3));
        Refused("x", "'x' has length 6, but 3 rows of 3 are expected.", () => Dense.Forward<float>(six, six, [], six, 3, 3, 2));
        Refused("bias", "'bias' has length 6, but length 3 is expected.", () => Dense.Forward<float>(six, six, six, new float[9], 3, 2, 3));
        Refused("y", "'y' has length 2, but 3 rows of 3 are expected.", () => Dense.Forward<float>(six, six, [], two, 3, 2, 3));
        Refused("x", "'x' has length 6, but -3 rows of -2 are expected.", () => Dense.Forward<float>(six, six, [], six, -3, -2, 3));
        Refused("targets", "'targets' has length 2, but length 6 is expected.", () => Losses.MeanSquaredError<float>(six, two));
        Refused("targets", "'targets' has length 2, but length 6 is expected.", () => Losses.MeanSquaredErrorGradient(six, two, d6, d2));
        Refused("predictions", "'predictions' is empty, and nothing has no mean.", () => Losses.MeanSquaredError<float>([], []));
        Refused("labels", "'labels' has 3 at 1, but classes are numbered from 0 to 2.", () => Losses.SoftmaxCrossEntropy<float>(six, [0, 3], 3));
        Refused("labels", "'labels' has -1 at 0, but classes are numbered from 0 to 2.", () => Losses.SoftmaxCrossEntropyGradient(six, [-1, 3], 3, 0, d6));
        Refused("logits", "'logits' has length 6, but 2 rows of 4 are expected.", () => Losses.SoftmaxCrossEntropy<float>(six, [0, 3], 4));
        Refused("x", "'x' has length 6, but rows of 4 are expected.", () => Activations.Softmax<float>(six, d6, 4));
        Refused("x", "'x' has length 6, but rows of 0 are expected.", () => Activations.Softmax<float>(six, d6, 0));
        Refused("x", "'x' has 1 rows, but at least 2 are expected.", () => Normalization.Batch<float>(two, two, two, d2, d2, d2, 0.1f, 0));
        Refused("rate", "'rate' is 1, but at least 0 and less than 1 is expected.", () => Dropout.Forward<float>(six, d6, 1, 0, 0));
        Refused("indices", "'indices' has 3 at 1, but classes are numbered from 0 to 2.", () => Embedding.Forward<float>(six, [0, 3], new float[4], 2));
        Refused("weights", "'weights' has length 6, but 2 rows of 2 are expected.", () => Initializers.Orthogonal<float>(six, 2, 2, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializers.HeNormal<float>(six, 0, 1));
    }

    private static void Refused(string parameter, string message, Action call)
    {
        var refused = Assert.Throws<ArgumentException>(call);
        Assert.Equal(parameter, refused.ParamName);
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
    }
}
