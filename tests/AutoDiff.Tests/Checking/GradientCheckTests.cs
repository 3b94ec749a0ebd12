using System;
using System.Linq;
using AutoDiff.Checking;
using AutoDiff.Tests.Minimizers;
using Xunit;

namespace AutoDiff.Tests.Checking;

public sealed class GradientCheckTests
{
    [Fact]
    public void A_right_gradient_passes()
    {
        double[] x = [-1.2, 1, 0.3, 1e3, -1e-3, 0];
        GradientReport report = GradientCheck.Verify<double>(TestFunctions.Rosenbrock, TestFunctions.RosenbrockGradient, x);
        Assert.True(report.Passed);
        Assert.Equal([-1.2, 1, 0.3, 1e3, -1e-3, 0], x);
        GradientCheck.Verify<double>(TestFunctions.Logistic, TestFunctions.LogisticGradient, [0.1, 0.2, -0.3]);
        GradientCheck.Verify<float>(TestFunctions.RosenbrockSingle, TestFunctions.RosenbrockSingleGradient, [-1.2f, 1, 0.3f]);
    }

    [Fact]
    public void The_worst_coordinate_is_named()
    {
        GradientReport report = GradientCheck.Compare<double>(TestFunctions.Rosenbrock, static (x, gradient) =>
        {
            double value = TestFunctions.RosenbrockGradient(x, gradient);
            gradient[1] *= 1 + 1e-5;
            gradient[2] *= 1.01;
            return value;
        }, [-1.2, 1, 0.3, 0.5]);
        Assert.False(report.Passed);
        Assert.Equal(2, report.Coordinate);
        GradientCheckException thrown = Assert.Throws<GradientCheckException>(() => GradientCheck.Verify<double>(static x => x[0], static (x, gradient) => x[0] + (gradient[0] = 0), [1]));
        Assert.Contains("coordinate 0", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(1, thrown.Report.Difference, 1e-9);
    }

    [Fact]
    public void A_gradient_that_is_added_to_fails() => Assert.False(GradientCheck.Compare<double>(static x => x[0] * x[0], static (x, gradient) =>
    {
        gradient[0] += 2 * x[0];
        return x[0] * x[0];
    }, [3]).Passed);

    [Fact]
    public void A_wrong_value_fails() => Assert.False(GradientCheck.Compare<double>(static x => x[0], static (x, gradient) => (gradient[0] = 1) + x[0], [3]).Passed);

    [Fact]
    public void A_NaN_fails() => Assert.False(GradientCheck.Compare<double>(static x => x[0], static (x, gradient) => x[0] + (0 * (gradient[0] = double.NaN)), [3]).Passed);

    [Fact]
    public void A_constant_has_gradient_zero()
    {
        Assert.True(GradientCheck.Compare<double>(static x => 3, static (x, gradient) => 3 + (gradient[0] = 0), [1]).Passed);
        Assert.False(GradientCheck.Compare<double>(static x => 3, static (x, gradient) => 3 + (0 * (gradient[0] = 1e-3)), [1]).Passed);
        Assert.True(GradientCheck.Compare<double>(static x => 3, static (x, gradient) => 3, []).Passed);
    }

    [Fact]
    public void Noise_of_rounding_is_not_mistaken_for_an_error() =>
        GradientCheck.Verify<double>(static x => 1e6 + Math.Sin(x[0]), static (x, gradient) => 1e6 + Math.Sin(x[0]) + (0 * (gradient[0] = Math.Cos(x[0]))), [0.7]);

    [Fact]
    public void Of_a_large_point_a_sample_is_probed()
    {
        int calls = 0;
        double Function(ReadOnlySpan<double> x)
        {
            calls++;
            return Chain(x);
        }

        double[] x = Point(10_000);
        GradientReport report = GradientCheck.Verify(Function, ChainGradient, x.AsSpan());
        Assert.Equal(10_000, report.Coordinates);
        Assert.InRange(report.WorstDirection, double.Epsilon, 1);
        Assert.InRange(report.Probed, 100, 101);
        Assert.InRange(calls, 2000, 2300);
        Assert.Equal(Point(10_000), x);

        calls = 0;
        Assert.Equal(300, GradientCheck.Verify(Function, ChainGradient, Point(300).AsSpan(), probes: GradientProbes.All).Probed);
        Assert.Equal(6001, calls);
        Assert.Equal(report, GradientCheck.Verify(Function, ChainGradient, x.AsSpan()));
        Assert.NotEqual(report.Coordinate, GradientCheck.Verify(Function, ChainGradient, x.AsSpan(), probes: new() { Seed = 7 }).Coordinate);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4711)]
    [InlineData(9_999)]
    public void One_wrong_coordinate_of_many_is_found(int wrong)
    {
        GradientProbes probes = new() { Coordinates = 3 };
        GradientReport report = GradientCheck.Compare(Chain, (x, gradient) =>
        {
            double value = ChainGradient(x, gradient);
            gradient[wrong] += 0.5;
            return value;
        }, Point(10_000).AsSpan(), probes: probes);
        Assert.False(report.Passed);
        Assert.Equal(wrong, report.Coordinate);
        Assert.Equal(0.5, report.Error, 1e-6);

        report = GradientCheck.Compare<double>(Chain, (x, gradient) => ChainGradient(x, gradient) + (0 * (gradient[wrong] = double.NaN)), Point(10_000), probes: probes);
        Assert.False(report.Passed);

        report = GradientCheck.Compare<double>(Chain, (x, gradient) =>
        {
            double before = gradient[wrong], value = ChainGradient(x, gradient);
            gradient[wrong] += before;
            return value;
        }, Point(10_000), probes: probes with { Directions = 0 });
        Assert.Equal((false, wrong), (report.Passed, report.Coordinate));
    }

    [Fact]
    public void A_sample_in_single_precision_passes_and_fails()
    {
        float[] x = [.. Point(5000).Select(static value => (float)value)];
        GradientCheck.Verify<float>(TestFunctions.RosenbrockSingle, TestFunctions.RosenbrockSingleGradient, x);
        GradientReport report = GradientCheck.Compare<float>(TestFunctions.RosenbrockSingle, static (x, gradient) =>
        {
            float value = TestFunctions.RosenbrockSingleGradient(x, gradient);
            gradient[1234] = 1e5f;
            return value;
        }, x);
        Assert.Equal((false, 1234), (report.Passed, report.Coordinate));
    }

    private static double[] Point(int length) => [.. Enumerable.Range(0, length).Select(static i => Math.Sin(i))];

    private static double Chain(ReadOnlySpan<double> x) => TestFunctions.Rosenbrock(x) / 100;

    private static double ChainGradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double value = TestFunctions.RosenbrockGradient(x, gradient);
        foreach (ref double element in gradient)
        {
            element /= 100;
        }

        return value / 100;
    }
}
