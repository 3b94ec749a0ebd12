using System;
using System.Linq;
using Xunit;

namespace AutoDiff.Training.Tests.Metrics;

public sealed class RegressionTests
{
    [Fact]
    public void Errors_are_those_of_their_definitions()
    {
        double[] targets = [3, -0.5, 2, 7], predictions = [2.5, 0, 2, 8];
        Assert.Equal(Math.Sqrt(0.375), Regression.Rmse<double>(targets, predictions), 1e-15);
        Assert.Equal(0.5, Regression.Mae<double>(targets, predictions), 1e-15);
        Assert.Equal(1 - (1.5 / 29.1875), Regression.R2<double>(targets, predictions), 1e-15);
        Assert.Equal(0.5, Regression.Mae<float>([.. targets.Select(static x => (float)x)], [.. predictions.Select(static x => (float)x)]), 1e-7);
    }

    [Fact]
    public void R2_of_equal_targets_is_1_or_minus_infinity()
    {
        Assert.Equal(1, Regression.R2<double>([0.1, 0.1, 0.1], [0.1, 0.1, 0.1]));
        Assert.Equal(double.NegativeInfinity, Regression.R2<double>([0.1, 0.1, 0.1], [0.1, 0.1, 0.2]));
        Assert.Equal(0, Regression.R2<double>([1, 3], [2, 2]));
    }

    [Fact]
    public void NaN_is_not_lost()
    {
        Assert.Equal(double.NaN, Regression.Rmse<double>([1, double.NaN], [1, 1]));
        Assert.Equal(double.NaN, Regression.Mae<double>([1, 1], [1, double.NaN]));
        Assert.Equal(double.NaN, Regression.R2<double>([1, 1], [1, double.NaN]));
        Assert.Equal(double.NaN, Regression.R2<double>([1, double.NaN], [1, 1]));
        Assert.Equal(double.NaN, Regression.R2<double>([double.NaN, double.NaN], [1, 1]));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Equal("'predictions' has length 1, but length 2 is expected. (Parameter 'predictions')", Assert.Throws<ArgumentException>(static () => Regression.Rmse<float>([1, 2], [1])).Message);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(static () => Regression.R2<float>([], [])).ParamName);
    }
}
