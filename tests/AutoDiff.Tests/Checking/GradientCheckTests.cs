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
}
