using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

/// <summary>Random programs: their derivatives by reverse mode, before and after the passes that tidy them, against finite differences.</summary>
public sealed class ReverseModeFuzzTests
{
    private const int BatchSize = 150;

    public static IEnumerable<object[]> Batches => Enumerable.Range(0, 4).Select(batch => new object[] { batch });

    [Theory]
    [MemberData(nameof(Batches))]
    public void Gradients_of_random_programs_agree_with_finite_differences(int batch) => Check(ReverseKind.Gradient, batch);

    [Theory]
    [MemberData(nameof(Batches))]
    public void Pullbacks_of_random_programs_agree_with_finite_differences(int batch) => Check(ReverseKind.Vjp, batch);

    /// <summary>Whatever the count says: what memory held is the same, however the reverse sweep comes to it.</summary>
    [Theory]
    [MemberData(nameof(Batches))]
    public void Gradients_are_the_same_whether_loads_are_taped_or_repeated(int batch)
    {
        int changed = 0;
        foreach (Program program in Enumerable.Range(batch * BatchSize, BatchSize).Select(static seed => new Program(seed, inPlace: true)))
        {
            Function tidy = PassPipeline.Tidy(program.Selected);
            foreach (ReverseKind kind in new[] { ReverseKind.Gradient, ReverseKind.Vjp })
            {
                Function usual = ReverseMode.Run(tidy, kind);
                (Outputs outputs, double[] expected) = program.RunDerivative(usual, kind);
                foreach (PlanPolicy policy in new[] { PlanPolicy.Snapshots, PlanPolicy.Restoring })
                {
                    Function planned = ReverseMode.Run(tidy, kind, policy);
                    if (Ir.Print(planned) != Ir.Print(usual)) changed++;
                    foreach (Function derivative in new[] { planned, PassPipeline.Tidy(planned) })
                    {
                        (Outputs same, double[] actual) = program.RunDerivative(derivative, kind);
                        Assert.Equal(outputs.Text, same.Text);
                        for (int i = 0; i < expected.Length; i++) Assert.True(Close(expected[i], actual[i], 1e-10), $"{program}, {policy}, coordinate {i}: {actual[i]} in place of {expected[i]}");
                    }
                }
            }
        }

        Assert.True(changed > BatchSize / 5, $"Only {changed} plans made a difference.");
    }

    private static void Check(ReverseKind kind, int batch)
    {
        int compared = Enumerable.Range(batch * BatchSize, BatchSize).Sum(seed => Check(kind, new Program(seed)));
        Assert.True(compared > 1000, $"Only {compared} derivatives could be compared.");
    }

    /// <summary>How many coordinates could be compared.</summary>
    private static int Check(ReverseKind kind, Program program)
    {
        Function tidy = PassPipeline.Tidy(program.Selected);
        Outputs outputs = program.Run(program.Primal, program.Point);
        Assert.Equal(outputs.Text, program.Run(tidy, program.Point).Text);

        (Outputs ofDerivative, double[] derivative) = program.RunDerivative(ReverseMode.Run(program.Selected, kind), kind);
        (Outputs ofTidy, double[] afterTidying) = program.RunDerivative(PassPipeline.Derive(tidy, kind), kind);
        Assert.Equal(outputs.Text, ofDerivative.Text);
        Assert.Equal(outputs.Text, ofTidy.Text);
        for (int i = 0; i < derivative.Length; i++)
        {
            Assert.True(Close(derivative[i], afterTidying[i], 1e-10), $"{program}, coordinate {i}: {derivative[i]} before, {afterTidying[i]} after");
        }

        return Enumerable.Range(0, derivative.Length).Count(i => Compare(program, kind, i, derivative[i]));
    }

    /// <summary>False where the differences themselves do not settle: beside a branch.</summary>
    private static bool Compare(Program program, ReverseKind kind, int i, double derivative)
    {
        double coarse = Difference(1e-4), fine = Difference(5e-5), estimate = ((4 * fine) - coarse) / 3;
        if (!Close(coarse, fine, 1e-4)) return false;
        if (!Close(estimate, derivative, 1e-5) && !Close(Difference(1e-6), Difference(5e-7), 1e-4)) return false;
        Assert.True(Close(estimate, derivative, 1e-5), $"{program}, coordinate {i}: {derivative}, by differences {estimate}\n{Ir.Print(program.Primal)}");
        return true;

        double Difference(double h)
        {
            double[] up = [.. program.Point], down = [.. program.Point];
            up[i] += h;
            down[i] -= h;
            return (program.Objective(up, kind) - program.Objective(down, kind)) / (2 * h);
        }
    }

    private static bool Close(double a, double b, double tolerance) => Math.Abs(a - b) <= tolerance * (1 + Math.Abs(a) + Math.Abs(b));

    private sealed record Outputs(double Value, double[] R)
    {
        /// <summary>To the bit.</summary>
        public string Text => string.Join(" ", R.Prepend(Value).Select(static number => BitConverter.DoubleToInt64Bits(number).ToString("x")));
    }

    /// <summary>A random function at a random point: x, r, a. In a pullback the outputs, value and r, come with random adjoints.</summary>
    private sealed class Program
    {
        private const int Size = RandomFunction.Size;

        private readonly int number;
        private readonly double seed;
        private readonly double[] incoming, before;

        public Program(int number, bool inPlace = false)
        {
            this.number = number;
            var random = new Random(number);
            Primal = RandomFunction.Create(number, inPlace);
            Selected = PassPipeline.Normal(Primal);
            Point = Numbers(random, (2 * Size) + 1);
            seed = Numbers(random, 1)[0];
            incoming = Numbers(random, Size);
            before = Numbers(random, Size);
        }

        public Function Primal { get; }

        /// <summary>The same in the form that passes expect.</summary>
        public Function Selected { get; }

        public double[] Point { get; }

        public override string ToString() => $"program {number}";

        /// <summary>The number whose gradient is taken.</summary>
        public double Objective(double[] point, ReverseKind kind)
        {
            Outputs outputs = Run(Primal, point);
            return kind == ReverseKind.Gradient ? outputs.Value : (seed * outputs.Value) + outputs.R.Zip(incoming, (element, adjoint) => element * adjoint).Sum();
        }

        public Outputs Run(Function function, double[] point)
        {
            (double[] x, double[] r, double a) = Split(point);
            object?[] results = Interpreter.Run(function, x, r, a, 0.3);
            return new((double)results[0]!, r);
        }

        /// <summary>A gradient overwrites its buffers; a pullback adds to that of x and has that of r going in and coming out.</summary>
        public (Outputs Outputs, double[] Derivative) RunDerivative(Function function, ReverseKind kind)
        {
            (double[] x, double[] r, double a) = Split(Point);
            bool isGradient = kind == ReverseKind.Gradient;
            double[] garbage = [.. Enumerable.Repeat(double.NaN, Size)];
            double[] dX = isGradient ? [.. garbage] : [.. before], dR = isGradient ? garbage : [.. incoming];
            object?[] seeds = isGradient ? [] : [seed];
            object?[] results = Interpreter.Run(function, [x, r, a, 0.3, .. seeds, dX, dR]);
            IEnumerable<double> added = isGradient ? dX : dX.Zip(before, static (sum, part) => sum - part);
            return (new((double)results[0]!, r), [.. added, .. dR, (double)results[1]!]);
        }

        private static double[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1)];

        private static (double[] X, double[] R, double A) Split(double[] point) => (point[..Size], point[Size..(2 * Size)], point[^1]);
    }
}
