using System;
using System.Linq;
using Xunit;

namespace AutoDiff.Training.Tests.Metrics;

public sealed class ClassificationTests
{
    [Fact]
    public void Accuracy_is_the_fraction_of_hits()
    {
        Assert.Equal(0.75, Classification.Accuracy([0, 1, 2, 1], (ReadOnlySpan<int>)[0, 1, 1, 1]));
        Assert.Equal(0.5, Classification.Accuracy<float>([0, 1], [1, 0, 1, 0]));
        Assert.Equal(1, Classification.Accuracy<double>([0, 1], [1, 0, 0.4, 0.5]));
    }

    [Fact]
    public void TopK_finds_labels_among_the_largest()
    {
        double[] scores = [0.1, 0.5, 0.4, 0.3, 0.3, 0.4];
        Assert.Equal([0.5, 0.5, 1], Enumerable.Range(1, 3).Select(k => Classification.TopKAccuracy<double>([0, 2], scores, k)));
        Assert.Equal([0, 0.5, 1], Enumerable.Range(1, 3).Select(k => Classification.TopKAccuracy<double>([2, 1], scores, k)));
        Assert.Equal(1, Classification.TopKAccuracy<double>([2, 1], scores, 100));
    }

    [Fact]
    public void Equal_scores_leave_one_winner()
    {
        float[] scores = [2, 2, 2];
        Assert.Equal([1.0, 0, 0], Enumerable.Range(0, 3).Select(label => Classification.Accuracy<float>([label], scores)));
        int[] predictions = new int[1];
        Classification.Predict<float>(scores, predictions);
        Assert.Equal([0], predictions);
    }

    [Fact]
    public void A_score_that_is_NaN_finds_nothing()
    {
        Assert.Equal(0, Classification.TopKAccuracy<double>([0], [double.NaN, 0, 0], 3));
        Assert.Equal(0, Classification.Accuracy<double>([1], [double.NaN, 1, 0]));
        Assert.Equal(1, Classification.TopKAccuracy<double>([1], [double.NaN, 1, 0], 2));
        int[] predictions = new int[3];
        Classification.Predict<double>([1, double.NaN, double.NaN, 1, double.NegativeInfinity, double.PositiveInfinity], predictions);
        Assert.Equal([1, 0, 1], predictions);
    }

    [Fact]
    public void LogLoss_is_the_mean_of_logarithms()
    {
        Assert.Equal(-(Math.Log(0.7) + Math.Log(0.2)) / 2, Classification.LogLoss<double>([0, 1], [0.7, 0.3, 0.8, 0.2]), 1e-15);
        Assert.Equal(-(Math.Log(0.7) + Math.Log(0.8)) / 2, Classification.LogLoss<double>([true, false], [0.7, 0.2]), 1e-15);
        Assert.Equal(double.PositiveInfinity, Classification.LogLoss<float>([1], [1, 0]));
        Assert.Equal(double.PositiveInfinity, Classification.LogLoss<float>([true, false], [1, 1]));
        Assert.Equal(0, Classification.LogLoss<float>([true, false], [1, 0]));
    }

    [Fact]
    public void RocAuc_is_the_fraction_of_pairs_in_order()
    {
        CounterRandom random = new(2);
        for (int attempt = 0; attempt < 300; attempt++)
        {
            int count = 2 + random.Next(40), values = 1 + random.Next(12);
            bool[] labels = new bool[count];
            float[] scores = new float[count];
            for (int i = 0; i < count; i++)
            {
                labels[i] = random.Next(3) == 0;
                scores[i] = random.Next(20) == 0 ? float.NegativeInfinity : random.Next(values);
            }

            double pairs = 0, ordered = 0;
            foreach (int positive in Enumerable.Range(0, count).Where(i => labels[i]))
            {
                foreach (int negative in Enumerable.Range(0, count).Where(i => !labels[i]))
                {
                    pairs++;
                    ordered += scores[positive] > scores[negative] ? 1 : scores[positive] == scores[negative] ? 0.5 : 0;
                }
            }

            Assert.Equal(ordered / pairs, Classification.RocAuc<float>(labels, scores));
        }
    }

    [Fact]
    public void RocAuc_of_one_class_is_not_defined() => Assert.Equal(double.NaN, Classification.RocAuc<double>([true, true], [1, 2]));

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Equal("predictions", Assert.Throws<ArgumentException>(static () => Classification.Accuracy([0, 1], (ReadOnlySpan<int>)[0])).ParamName);
        Assert.Equal("labels", Assert.Throws<ArgumentException>(static () => Classification.Accuracy([], ReadOnlySpan<int>.Empty)).ParamName);
        Assert.Equal("scores", Assert.Throws<ArgumentException>(static () => Classification.Accuracy<float>([0, 1], [1, 2, 3])).ParamName);
        Assert.Equal("scores", Assert.Throws<ArgumentException>(static () => Classification.Accuracy<float>([0, 1], [])).ParamName);
        Assert.Contains("'labels' has class 2, but there are 2.", Assert.Throws<ArgumentOutOfRangeException>(static () => Classification.Accuracy<float>([2], [1, 2])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(static () => Classification.LogLoss<float>([-1], [1, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Classification.TopKAccuracy<float>([0], [1, 2], 0));
        Assert.Contains("1.5, which is no probability", Assert.Throws<ArgumentException>(static () => Classification.LogLoss<double>([0], [1.5, 0])).Message);
        Assert.Throws<ArgumentException>(static () => Classification.LogLoss<double>([true], [double.NaN]));
        Assert.Contains("'scores' has NaN at 1", Assert.Throws<ArgumentException>(static () => Classification.RocAuc<double>([true, false], [1, double.NaN])).Message);
        Assert.Throws<ArgumentException>(static () => Classification.Predict<float>([1, 2, 3], new int[2]));
    }
}
