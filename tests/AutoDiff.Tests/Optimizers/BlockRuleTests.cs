using System;
using System.Linq;
using System.Numerics;
using AutoDiff.Optimization;
using Xunit;

namespace AutoDiff.Tests.Optimizers;

/// <summary>Rules that see blocks as a whole, against their formulas on plain arrays in double precision.</summary>
public sealed class BlockRuleTests
{
    private const int Steps = 100;

    private static ParameterLayout Blocks => [new("tall", 9, 5), new("wide", 3, 17), new("empty", 0, 4), new("row", 1, 8), new("vector", 7), new("number"), new("stack", 2, 3, 4), new("lanes", 16), new("long", 1000), new("longer", 1001)];

    private static ParameterLayout Matrices => [new("tall", 9, 5), new("wide", 3, 17), new("empty", 0, 4), new("row", 1, 8), new("square", 33, 33)];

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    public void Lamb_follows_its_paper(double decay) => CheckBoth(Blocks, new Lamb { LearningRate = 0.01, WeightDecay = decay }, block =>
    {
        double[] m = new double[block.Length], v = new double[block.Length];
        return (p, g, t) =>
        {
            double[] u = new double[p.Length];
            for (int i = 0; i < p.Length; i++)
            {
                m[i] = (0.9 * m[i]) + (0.1 * g[i]);
                v[i] = (0.999 * v[i]) + ((1 - 0.999) * g[i] * g[i]);
                u[i] = (m[i] / (1 - Math.Pow(0.9, t)) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, t))) + 1e-6)) + (decay * p[i]);
            }

            double trust = Norm(p) > 0 && Norm(u) > 0 ? Norm(p) / Norm(u) : 1;
            for (int i = 0; i < p.Length; i++)
            {
                p[i] -= 0.01 * trust * u[i];
            }
        };
    });

    [Fact]
    public void Adafactor_follows_its_paper() => CheckBoth(Blocks, new Adafactor { LearningRate = 0.05, WeightDecay = 0.1, Epsilon1 = 1e-10 }, block =>
    {
        int columns = block.Rank > 1 ? (int)block.Shape[^1] : 1, rows = block.Rank > 1 ? (int)block.Shape[^2] : 1;
        int matrices = (int)block.Length / Math.Max(1, rows * columns);
        double[,] r = new double[matrices, rows], c = new double[matrices, columns];
        double[] v = new double[block.Length];
        return (p, g, t) =>
        {
            double share = Math.Pow(t, -0.8), rate = Math.Max(1e-3, Rms(p)) * Math.Min(0.05, 1 / Math.Sqrt(t));
            double[] u = new double[p.Length];
            for (int i = 0; i < p.Length; i++)
            {
                v[i] = ((1 - share) * v[i]) + (share * g[i] * g[i]);
                u[i] = g[i] / Math.Sqrt(Math.Max(v[i], 1e-20));
            }

            for (int k = 0; k < matrices && block.Rank > 1; k++)
            {
                double Square(int i, int j) => g[(((k * rows) + i) * columns) + j] * g[(((k * rows) + i) * columns) + j];
                for (int i = 0; i < rows; i++) r[k, i] = ((1 - share) * r[k, i]) + (share * Enumerable.Range(0, columns).Average(j => Square(i, j)));
                for (int j = 0; j < columns; j++) c[k, j] = ((1 - share) * c[k, j]) + (share * Enumerable.Range(0, rows).Average(i => Square(i, j)));
                double mean = Enumerable.Range(0, rows).Average(i => r[k, i]);
                for (int i = 0; i < rows; i++)
                {
                    for (int j = 0; j < columns; j++)
                    {
                        int at = (((k * rows) + i) * columns) + j;
                        u[at] = g[at] / Math.Sqrt(r[k, i] * c[k, j] / mean);
                    }
                }
            }

            double divisor = Math.Max(1, Rms(u));
            for (int i = 0; i < p.Length; i++)
            {
                p[i] = (p[i] * (1 - (0.05 * 0.1))) - (rate * u[i] / divisor);
            }
        };
    });

    [Theory]
    [InlineData(MuonScale.Original, true)]
    [InlineData(MuonScale.MatchAdamW, false)]
    public void Muon_follows_its_paper(MuonScale scale, bool nesterov) => CheckBoth(Matrices, new Muon { LearningRate = 0.01, Scale = scale, Nesterov = nesterov }, block =>
    {
        int rows = (int)block.Shape[0], columns = (int)block.Shape[1];
        double factor = scale == MuonScale.Original ? Math.Sqrt(Math.Max(1, (double)rows / columns)) : 0.2 * Math.Sqrt(Math.Max(rows, columns));
        double[] b = new double[block.Length];
        return (p, g, t) =>
        {
            for (int i = 0; i < p.Length; i++)
            {
                b[i] = (0.95 * b[i]) + (0.05 * g[i]);
            }

            double[] u = Orthogonal([.. b.Select((x, i) => nesterov ? (0.05 * g[i]) + (0.95 * x) : x)], rows, columns);
            for (int i = 0; i < p.Length; i++)
            {
                p[i] = (p[i] * (1 - (0.01 * 0.1))) - (0.01 * factor * u[i]);
            }
        };
    });

    [Fact]
    public void Muon_refuses_what_is_no_matrix()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new Optimizer<float>([new("weight", 2, 2), new("bias", 2)], new Muon()));
        Assert.Contains("bias[2]", refused.Message, StringComparison.Ordinal);
    }

    private static void CheckBoth(ParameterLayout layout, UpdateRule rule, Func<ParameterBlock, ReferenceStep<double>> reference)
    {
        Check<double>(layout, rule, reference, 1e-9);
        Check<float>(layout, rule, reference, 1e-3);
    }

    private static void Check<T>(ParameterLayout layout, UpdateRule rule, Func<ParameterBlock, ReferenceStep<double>> reference, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = (int)layout.Length;
        using var optimizer = new Optimizer<T>(layout, rule);
        ReferenceStep<double>[] references = [.. layout.Select(reference)];
        T[] actual = TestGradients.Start<T>(length), gradient = new T[length];
        double[] expected = TestGradients.Start<double>(length), exact = new double[length];
        for (int t = 1; t <= Steps; t++)
        {
            TestGradients.Fill(gradient, actual, t);
            optimizer.Step(actual, gradient);

            TestGradients.Fill(exact, expected, t);
            for (int i = 0; i < layout.Count; i++)
            {
                Range block = (int)layout.OffsetOf(i)..(int)(layout.OffsetOf(i) + layout[i].Length);
                double[] p = expected[block];
                references[i](p, exact[block], t);
                p.CopyTo(expected.AsSpan(block));
            }
        }

        TestGradients.AssertClose(expected, [.. actual.Select(static x => double.CreateTruncating(x))], tolerance);
    }

    private static double[] Orthogonal(double[] matrix, int rows, int columns)
    {
        double[,] x = new double[rows, columns];
        double norm = Math.Max(Norm(matrix), 1e-7);
        for (int i = 0; i < matrix.Length; i++)
        {
            x[i / columns, i % columns] = matrix[i] / norm;
        }

        for (int step = 0; step < 5; step++)
        {
            double[,] gram = Product(x, Transposed(x)), cubed = Product(gram, x), fifth = Product(gram, cubed);
            for (int i = 0; i < matrix.Length; i++)
            {
                (int row, int column) = (i / columns, i % columns);
                x[row, column] = (3.4445 * x[row, column]) - (4.7750 * cubed[row, column]) + (2.0315 * fifth[row, column]);
            }
        }

        return [.. x.Cast<double>()];
    }

    private static double[,] Transposed(double[,] x)
    {
        double[,] y = new double[x.GetLength(1), x.GetLength(0)];
        for (int i = 0; i < y.GetLength(0); i++)
        {
            for (int j = 0; j < y.GetLength(1); j++) y[i, j] = x[j, i];
        }

        return y;
    }

    private static double[,] Product(double[,] x, double[,] y)
    {
        double[,] z = new double[x.GetLength(0), y.GetLength(1)];
        for (int i = 0; i < z.GetLength(0); i++)
        {
            for (int j = 0; j < z.GetLength(1); j++)
            {
                for (int k = 0; k < y.GetLength(0); k++) z[i, j] += x[i, k] * y[k, j];
            }
        }

        return z;
    }

    private static double Norm(double[] x) => Math.Sqrt(x.Sum(static value => value * value));

    private static double Rms(double[] x) => x.Length > 0 ? Norm(x) / Math.Sqrt(x.Length) : 0;
}
