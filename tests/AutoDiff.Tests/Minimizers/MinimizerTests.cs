using System;
using System.Linq;
using AutoDiff.Optimization;
using Xunit;

namespace AutoDiff.Tests.Minimizers;

public sealed class MinimizerTests
{
    public static TheoryData<Minimizer> Both => [new Lbfgs { GradientTolerance = 1e-9 }, new ConjugateGradient { GradientTolerance = 1e-9, MaxIterations = 4000 }];

    [Theory]
    [MemberData(nameof(Both))]
    public void Rosenbrock_is_solved(Minimizer minimizer)
    {
        foreach (int length in (int[])[2, 3, 10, 100])
        {
            double[] x = [.. Enumerable.Range(0, length).Select(static i => i % 2 == 0 ? -1.2 : 1.0)];
            MinimizationResult result = minimizer.Minimize<double>(TestFunctions.RosenbrockGradient, x);
            Assert.True(result.Status == MinimizationStatus.SmallGradient, $"{length}: {result}");
            Assert.True(result.GradientNorm <= 1e-9);
            Assert.Equal(TestFunctions.Rosenbrock(x), result.Value, 1e-12);
            Assert.True(result.Evaluations < 6000, $"{length}: {result}");
            if (length <= 3) Assert.All(x, static value => Assert.Equal(1, value, 1e-7)); // longer ones have another local minimum
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void A_badly_conditioned_quadratic_is_solved(Minimizer minimizer)
    {
        double[] x = new double[20];
        MinimizationResult result = minimizer.Minimize<double>(TestFunctions.QuadraticGradient, x);
        Assert.Equal(MinimizationStatus.SmallGradient, result.Status);
        Assert.All(x, static value => Assert.Equal(1, value, 1e-8));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Logistic_regression_is_solved(Minimizer minimizer)
    {
        double[] w = new double[3];
        MinimizationResult result = minimizer.Minimize<double>(TestFunctions.LogisticGradient, w);
        Assert.Equal(MinimizationStatus.SmallGradient, result.Status);
        Assert.True(result.Evaluations < 60, result.ToString());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Values_that_are_off_by_rounding_are_no_obstacle(Minimizer minimizer)
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Random random = new(seed);
            double[] w = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
            MinimizationResult result = minimizer.Minimize<double>(
                (x, gradient) => TestFunctions.LogisticGradient(x, gradient) * (1 + ((random.NextDouble() - 0.5) * 8 * (double.BitIncrement(1) - 1))), w);
            Assert.Equal(MinimizationStatus.SmallGradient, result.Status);
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Single_precision_is_solved_as_far_as_it_goes(Minimizer minimizer)
    {
        float[] x = [-1.2f, 1];
        MinimizationResult result = minimizer.Minimize<float>(TestFunctions.RosenbrockSingleGradient, x);
        Assert.Contains(result.Status, (MinimizationStatus[])[MinimizationStatus.SmallGradient, MinimizationStatus.NoProgress]);
        Assert.All(x, static value => Assert.Equal(1, value, 2e-3f));
    }

    [Fact]
    public void What_is_not_finite_on_the_way_is_avoided()
    {
        // −log x + x, whose minimum is at 1, is not defined below 0.
        double[] x = [1e-3];
        MinimizationResult result = new Lbfgs().Minimize<double>(static (x, gradient) =>
        {
            gradient[0] = 1 - (1 / x[0]);
            return x[0] - Math.Log(x[0]);
        }, x);
        Assert.Equal(MinimizationStatus.SmallGradient, result.Status);
        Assert.Equal(1, x[0], 1e-5);
    }

    [Fact]
    public void A_start_that_is_not_finite_is_reported()
    {
        double[] x = [double.NaN];
        Assert.Equal(MinimizationStatus.NotFinite, new Lbfgs().Minimize<double>(TestFunctions.QuadraticGradient, x).Status);
    }

    [Fact]
    public void A_wrong_gradient_ends()
    {
        double[] x = [3];
        MinimizationResult result = new Lbfgs().Minimize<double>(static (x, gradient) =>
        {
            gradient[0] = -2 * x[0];
            return x[0] * x[0];
        }, x);
        Assert.Equal(MinimizationStatus.NoProgress, result.Status);
        Assert.Equal(3, x[0]);
    }

    [Fact]
    public void A_function_without_a_minimum_ends()
    {
        double[] x = [0];
        MinimizationResult result = new ConjugateGradient { MaxIterations = 20 }.Minimize<double>(static (x, gradient) =>
        {
            gradient[0] = -1;
            return -x[0];
        }, x);
        Assert.True(x[0] > 1e6, result.ToString());
    }

    [Fact]
    public void No_parameters_are_minimal() =>
        Assert.Equal(MinimizationStatus.SmallGradient, new Lbfgs().Minimize<double>(static (x, gradient) => 7, Span<double>.Empty).Status);

    [Fact]
    public void Levenberg_Marquardt_solves_Rosenbrock()
    {
        double[] x = [-1.2, 1];
        MinimizationResult result = new LevenbergMarquardt().Minimize<double>(TestFunctions.RosenbrockResiduals, TestFunctions.RosenbrockResidualsJacobian, x, 2);
        Assert.Equal(MinimizationStatus.SmallGradient, result.Status);
        Assert.All(x, static value => Assert.Equal(1, value, 1e-9));
        Assert.True(result.Iterations < 40, result.ToString());
    }

    [Fact]
    public void Levenberg_Marquardt_fits_a_curve()
    {
        double[] x = [1, 0, 0];
        MinimizationResult result = new LevenbergMarquardt().Minimize<double>(TestFunctions.Decay, TestFunctions.DecayJacobian, x, 30);
        Assert.Equal(MinimizationStatus.SmallGradient, result.Status);
        Assert.Equal([2, 0.7, -1], x.Select(static value => double.Round(value, 8)));
    }

    [Fact]
    public void Levenberg_Marquardt_approaches_a_singular_minimum()
    {
        float[] x = [3, -1, 0, 1];
        MinimizationResult result = new LevenbergMarquardt().Minimize<float>(TestFunctions.PowellSingular, TestFunctions.PowellSingularJacobian, x, 4);
        Assert.NotEqual(MinimizationStatus.IterationLimit, result.Status);
        Assert.True(result.Value < 1e-10, result.ToString());
    }

    [Fact]
    public void Levenberg_Marquardt_keeps_a_parameter_on_which_nothing_depends()
    {
        double[] x = [5, 42];
        new LevenbergMarquardt().Minimize<double>(
            static (x, r) => r[0] = x[0] - 3,
            static (x, r, j) => (r[0], j[0], j[1]) = (x[0] - 3, 1, 0),
            x,
            1);
        Assert.Equal([3, 42], x.Select(static value => double.Round(value, 9)));
    }
}
