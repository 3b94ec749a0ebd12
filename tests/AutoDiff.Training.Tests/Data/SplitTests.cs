using System;
using System.Linq;
using Xunit;

namespace AutoDiff.Training.Tests.Data;

public sealed class SplitTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(10, 3, 2)]
    [InlineData(10, 10, 0)]
    [InlineData(997, 100, 101)]
    public void Every_row_is_in_one_part(int count, int validation, int test)
    {
        Split split = Split.ByCounts(count, validation, test, seed: 3);
        Assert.Equal((count - validation - test, validation, test), (split.Training.Length, split.Validation.Length, split.Test.Length));
        CheckPartition(split, count);
    }

    [Fact]
    public void The_same_seed_splits_the_same_on_every_machine()
    {
        Assert.Equal(Split.ByFractions(100, 0.1, 0.1, 5).Test, Split.ByFractions(100, 0.1, 0.1, 5).Test);
        Assert.NotEqual(Split.ByFractions(100, 0.1, 0.1, 5).Test, Split.ByFractions(100, 0.1, 0.1, 6).Test);
        Assert.Equal(ExpectedTest, Split.ByFractions(100, 0.1, 0.1, 5).Test);
    }

    [Fact]
    public void Fractions_are_rounded_and_the_rest_is_for_training()
    {
        Split split = Split.ByFractions(7, 0.5, 0.5);
        Assert.Equal((0, 3, 4), (split.Training.Length, split.Validation.Length, split.Test.Length));
        Assert.Equal(2, Split.ByFractions(10, 0.15).Validation.Length);
    }

    [Fact]
    public void Each_class_has_its_share_of_every_part()
    {
        CounterRandom random = new(8);
        for (int attempt = 0; attempt < 200; attempt++)
        {
            int[] labels = new int[1 + random.Next(200)];
            foreach (ref int label in labels.AsSpan()) label = random.Next(1 + random.Next(6));
            double validation = random.Next(50) / 100.0, test = random.Next(50) / 100.0;
            Split split = Split.Stratified(labels, validation, test, (ulong)attempt), sizes = Split.ByFractions(labels.Length, validation, test);
            CheckPartition(split, labels.Length);
            Assert.Equal((sizes.Validation.Length, sizes.Test.Length), (split.Validation.Length, split.Test.Length));
            foreach (int label in labels.Distinct())
            {
                double members = labels.Count(other => other == label);
                Assert.InRange(split.Test.Count(row => labels[row] == label), (members * split.Test.Length / labels.Length) - 1, (members * split.Test.Length / labels.Length) + 1);
                Assert.InRange(split.Validation.Count(row => labels[row] == label), (members * split.Validation.Length / labels.Length) - 2, (members * split.Validation.Length / labels.Length) + 2);
            }
        }
    }

    [Fact]
    public void Folds_validate_every_row_once()
    {
        foreach ((int count, int folds) in ((int, int)[])[(2, 2), (10, 3), (101, 10)])
        {
            Split[] splits = Split.KFold(count, folds, seed: 1);
            Assert.Equal(folds, splits.Length);
            Assert.All(splits, split => CheckPartition(split, count));
            Assert.Equal(Enumerable.Range(0, count), splits.SelectMany(static split => split.Validation).Order());
            Assert.InRange(splits.Max(static split => split.Validation.Length) - splits.Min(static split => split.Validation.Length), 0, 1);
        }
    }

    [Fact]
    public void Stratified_folds_spread_every_class()
    {
        int[] labels = [.. Enumerable.Range(0, 103).Select(static i => i * i % 7)];
        Split[] splits = Split.StratifiedKFold(labels, 5, seed: 2);
        Assert.Equal(Enumerable.Range(0, 103), splits.SelectMany(static split => split.Validation).Order());
        Assert.InRange(splits.Max(static split => split.Validation.Length) - splits.Min(static split => split.Validation.Length), 0, 1);
        foreach (int label in labels.Distinct())
        {
            int[] counts = [.. splits.Select(split => split.Validation.Count(row => labels[row] == label))];
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }
    }

    [Fact]
    public void Parts_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => Split.ByCounts(10, 6, 5));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Split.ByCounts(10, -1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Split.ByCounts(10, int.MaxValue, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Split.ByFractions(10, 0.6, 0.6));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Split.ByFractions(10, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Split.Stratified([1, 2], -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Split.KFold(3, 4));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Split.KFold(3, 1));
    }

    private static readonly int[] ExpectedTest = [3, 4, 7, 28, 33, 40, 41, 66, 80, 92];

    private static void CheckPartition(Split split, int count)
    {
        Assert.Equal(Enumerable.Range(0, count), ((int[])[.. split.Training, .. split.Validation, .. split.Test]).Order());
        Assert.All((int[][])[split.Training, split.Validation, split.Test], static part => Assert.Equal(part.Order(), part));
    }
}
