using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

/// <summary>Random programs: their gradient by reverse mode, before and after the passes that tidy it, against finite differences.</summary>
public sealed class ReverseModeFuzzTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Gradients_of_random_programs_agree_with_finite_differences(int batch)
    {
        int compared = 0;
        for (int seed = batch * 150; seed < (batch + 1) * 150; seed++) compared += Check(seed);
        Assert.True(compared > 1000, $"Only {compared} derivatives could be compared.");
    }

    private static int Check(int seed)
    {
        Function primal = RandomFunction.Create(seed);
        Function tidy = PassPipeline.Tidy(primal);
        Function gradient = ReverseMode.Run(primal, ReverseKind.Gradient);
        Function tidyGradient = PassPipeline.Derive(tidy, ReverseKind.Gradient);

        var random = new Random(seed);
        double[] point = [.. Enumerable.Range(0, (2 * RandomFunction.Size) + 1).Select(_ => (random.NextDouble() * 2) - 1)];
        (double value, double[] r) = Primal(primal, point);
        (double tidyValue, double[] tidyR) = Primal(tidy, point);
        Assert.Equal((value, seed), (tidyValue, seed));
        Assert.Equal(r, tidyR);

        double[]? first = null;
        foreach (Function function in new[] { gradient, tidyGradient })
        {
            (double gradientValue, double[] gradientR, double[] derivative) = Gradient(function, point);
            Assert.Equal((value, seed), (gradientValue, seed));
            Assert.Equal(r, gradientR);
            first ??= derivative;
            for (int i = 0; i < derivative.Length; i++) Assert.True(Close(first[i], derivative[i], 1e-10), $"seed {seed}, {i}: {first[i]} before, {derivative[i]} after");
        }

        return Enumerable.Range(0, point.Length).Count(i => Compare(primal, point, i, first![i], seed));
    }

    /// <summary>False where the differences themselves do not settle: beside a branch.</summary>
    private static bool Compare(Function primal, double[] point, int i, double derivative, int seed)
    {
        double coarse = Difference(1e-4), fine = Difference(5e-5), estimate = ((4 * fine) - coarse) / 3;
        if (!Close(coarse, fine, 1e-4)) return false;
        Assert.True(Close(estimate, derivative, 1e-5), $"seed {seed}, coordinate {i}: {derivative}, by differences {estimate}\n{Ir.Print(primal)}");
        return true;

        double Difference(double h)
        {
            double[] up = [.. point], down = [.. point];
            up[i] += h;
            down[i] -= h;
            return (Primal(primal, up).Value - Primal(primal, down).Value) / (2 * h);
        }
    }

    private static bool Close(double a, double b, double tolerance) => Math.Abs(a - b) <= tolerance * (1 + Math.Abs(a) + Math.Abs(b));

    private static (double Value, double[] R) Primal(Function function, double[] point)
    {
        (double[] x, double[] r, double a) = Split(point);
        object?[] results = Interpreter.Run(function, x, r, a, 0.3);
        return ((double)results[0]!, r);
    }

    private static (double Value, double[] R, double[] Gradient) Gradient(Function function, double[] point)
    {
        (double[] x, double[] r, double a) = Split(point);
        double[] dX = [.. Enumerable.Repeat(double.NaN, x.Length)], dR = [.. Enumerable.Repeat(double.NaN, r.Length)];
        object?[] results = Interpreter.Run(function, x, r, a, 0.3, dX, dR);
        return ((double)results[0]!, r, [.. dX, .. dR, (double)results[1]!]);
    }

    private static (double[] X, double[] R, double A) Split(double[] point) =>
        (point[..RandomFunction.Size], point[RandomFunction.Size..(2 * RandomFunction.Size)], point[^1]);
}
