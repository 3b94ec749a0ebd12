using System;
using Xunit;

namespace AutoDiff.Training.Tests.Metrics;

public sealed class ConfusionMatrixTests
{
    // The example of Sokolova and Lapalme's survey does not go beyond this: three classes, one of which is never predicted.
    private static ConfusionMatrix Sample(double zeroDivision = 0)
    {
        ConfusionMatrix matrix = new(["cat", "dog", "mouse"]) { ZeroDivision = zeroDivision };
        matrix.Add([0, 0, 0, 0, 1, 1, 2, 2], [0, 0, 0, 1, 1, 0, 0, 1]);
        return matrix;
    }

    [Fact]
    public void Pairs_are_counted()
    {
        ConfusionMatrix matrix = Sample();
        Assert.Equal([3, 1, 0, 1, 1, 0, 1, 1, 0], (long[])[matrix[0, 0], matrix[0, 1], matrix[0, 2], matrix[1, 0], matrix[1, 1], matrix[1, 2], matrix[2, 0], matrix[2, 1], matrix[2, 2]]);
        Assert.Equal((8, 4, 0.5), (matrix.Total, matrix.Support(0), matrix.Accuracy));
        matrix.Add(2, 2);
        Assert.Equal(1, matrix[2, 2]);
        matrix.Clear();
        Assert.Equal(0, matrix.Total);
    }

    [Fact]
    public void Classes_have_their_scores()
    {
        ConfusionMatrix matrix = Sample();
        Assert.Equal(new ClassScores(0.6, 0.75, 6.0 / 9), matrix.Of(0));
        Assert.Equal(new ClassScores(1.0 / 3, 0.5, 2.0 / 5), matrix.Of(1));
        Assert.Equal(new ClassScores(0, 0, 0), matrix.Of(2));
        Assert.Equal(1, Sample(zeroDivision: 1).Of(2).Precision);
        Assert.Equal(0, Sample(zeroDivision: 1).Of(2).F1);
    }

    [Fact]
    public void Means_are_micro_macro_and_weighted()
    {
        ConfusionMatrix matrix = Sample();
        Assert.Equal(new ClassScores(0.5, 0.5, 0.5), matrix.Micro);
        Assert.Equal((0.6 + (1.0 / 3)) / 3, matrix.Macro.Precision, 1e-15);
        Assert.Equal(1.25 / 3, matrix.Macro.Recall, 1e-15);
        Assert.Equal(((6.0 / 9) + 0.4) / 3, matrix.Macro.F1, 1e-15);
        Assert.Equal(((4 * 0.6) + (2.0 / 3)) / 8, matrix.Weighted.Precision, 1e-15);
        Assert.Equal(0.5, matrix.Weighted.Recall, 1e-15);
        Assert.Equal(new ClassScores(0, 0, 0), new ConfusionMatrix(2).Weighted);
        Assert.Equal(double.NaN, Sample(double.NaN).Macro.Precision);
        Assert.Equal("precision 0.500, recall 0.500, F1 0.500", matrix.Micro.ToString());
    }

    [Fact]
    public void It_is_written_as_a_table()
    {
        ConfusionMatrix matrix = Sample();
        for (int i = 0; i < 1000; i++) matrix.Add(1, 2);
        Assert.Equal(
            """
                   cat  dog  mouse
            cat      3    1      0
            dog      1    1   1000
            mouse    1    1      0

            """,
            matrix.ToString());
    }

    [Fact]
    public void Classes_that_do_not_exist_are_refused_and_nothing_is_counted()
    {
        ConfusionMatrix matrix = new(2);
        Assert.Equal("predictions", Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add([0, 1], [0, 2])).ParamName);
        Assert.Equal("labels", Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add([0, -1], [0, 1])).ParamName);
        Assert.Throws<ArgumentException>(() => matrix.Add([0], [0, 1]));
        Assert.Equal(0, matrix.Total);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Of(2));
        Assert.Throws<ArgumentException>(static () => new ConfusionMatrix(0));
    }
}
