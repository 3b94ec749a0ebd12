using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Problems;
using AutoDiff.Tests.Gradients;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Benchmarks.Cases;

/// <summary>Problems at sizes for which the times of other tools are known.</summary>
internal static class ReferenceCases
{
    public static IEnumerable<Case> All() =>
    [
        .. Pair("llsq/128x1024", () => Uniform(128), x => LeastSquares.Misfit(x, 1024), (x, dX) => LeastSquares.MisfitGradient(x, 1024, dX)),
        .. Pair("lse/160000", () => Uniform(160_000), x => LogSumExp.Of(x), (x, dX) => LogSumExp.OfGradient(x, dX)),
        .. Pair("det/8", () => Uniform(64), x => Determinant.ByMinors(x, 8), (x, dX) => Determinant.ByMinorsGradient(x, 8, dX)),
        .. Pair("ode/1000x100", () => Uniform(1000), x => ChainedGrowth.Last(x, 100), (x, dX) => ChainedGrowth.LastGradient(x, 100, dX)),
        .. KMeans(clusters: 100, points: 10_000, dimension: 8),
        .. Mixture(dimension: 10, components: 25, points: 1000),
        .. Mixture(dimension: 64, components: 25, points: 1000),
        .. Memory(layers: 4, length: 1024, bits: 14),
        .. Path(),
        .. Pair("Rosenbrock-single/2", () => Single(2), x => Losses.Rosenbrock(x), (x, dX) => Losses.RosenbrockGradient(x, dX)),
        .. Pair("Rosenbrock-single/10", () => Single(10), x => Losses.Rosenbrock(x), (x, dX) => Losses.RosenbrockGradient(x, dX)),
        .. Pair("Rosenbrock-single/1000", () => Single(1000), x => Losses.Rosenbrock(x), (x, dX) => Losses.RosenbrockGradient(x, dX)),
        .. Pair("Rosenbrock-single/1000000", () => Single(1_000_000), x => Losses.Rosenbrock(x), (x, dX) => Losses.RosenbrockGradient(x, dX)),
        .. Regression(rows: 60_000, columns: 784),
        .. Options(count: 1_000_000),
        .. Pairs(atoms: 500),
    ];

    private static IEnumerable<Case> Pair<T>(string name, Func<T[]> point, Func<T[], T> primal, Func<T[], T[], T> gradient)
        where T : System.Numerics.INumberBase<T>
    {
        yield return new Case($"reference/{name}", Case.Primal, () =>
        {
            T[] x = point();
            return () => double.CreateChecked(primal(x));
        });
        yield return new Case($"reference/{name}", Case.Gradient, () =>
        {
            T[] x = point(), dX = new T[x.Length];
            return () => double.CreateChecked(gradient(x, dX) + dX[0]);
        });
    }

    private static IEnumerable<Case> KMeans(int clusters, int points, int dimension)
    {
        string bench = $"reference/kmeans/{clusters}x{points}x{dimension}";
        double[] data = Uniform(points * dimension), centroids = data[^(clusters * dimension)..], step = new double[centroids.Length];
        yield return new Case(bench, Case.Primal, () => () => Clustering.Cost(data, centroids, dimension));
        yield return new Case(bench, Case.Gradient, () => () =>
        {
            Clustering.NewtonStep(data, centroids, dimension, step);
            return step[0];
        });
    }

    private static IEnumerable<Case> Mixture(int dimension, int components, int points)
    {
        string bench = $"reference/gmm/{dimension}x{components}x{points}";
        double[] alpha = Uniform(components), mu = Uniform(components * dimension, 1), q = Uniform(components * dimension, 2);
        double[] l = Uniform(components * (dimension * (dimension - 1) / 2), 3), x = Uniform(points * dimension, 4);
        (double[] dAlpha, double[] dMu, double[] dQ, double[] dL) = (new double[alpha.Length], new double[mu.Length], new double[q.Length], new double[l.Length]);
        yield return new Case(bench, Case.Primal, () => () => GaussianMixture.LogPosterior(alpha, mu, q, l, x, 1, 0));
        yield return new Case(bench, Case.Gradient, () => () => GaussianMixture.LogPosteriorGradient(alpha, mu, q, l, x, 1, 0, dAlpha, dMu, dQ, dL));
    }

    private static IEnumerable<Case> Memory(int layers, int length, int bits)
    {
        string bench = $"reference/lstm/{layers}x{length}";
        double[] main = Uniform(8 * layers * bits), extra = Uniform(3 * bits, 1), state = Uniform(2 * layers * bits, 2), sequence = Uniform(length * bits, 3);
        double[] dMain = new double[main.Length], dExtra = new double[extra.Length];
        yield return new Case(bench, Case.Primal, () => () => RecurrentNetwork.Loss(main, extra, state, sequence, bits));
        yield return new Case(bench, Case.Gradient, () => () => RecurrentNetwork.LossGradient(main, extra, state, sequence, bits, dMain, dExtra));
    }

    /// <summary>The two problems that differentiate within what they differentiate.</summary>
    private static IEnumerable<Case> Path()
    {
        yield return new Case("reference/particle-rr", Case.Primal, () => () => ChargedParticle.MissByReverse(0.5));
        yield return new Case("reference/particle-rr", Case.Gradient, () => () => ChargedParticle.MissByReverseGradient(0.5, out double slope) + slope);
        double[] a = [1, 1], start = [1, 1], slopes = new double[2];
        yield return new Case("reference/saddle-rr", Case.Primal, () => () => Saddle.RidgeByReverse(a, start));
        yield return new Case("reference/saddle-rr", Case.Gradient, () => () => Saddle.RidgeByReverseGradient(a, start, slopes) + slopes[0]);
    }

    private static IEnumerable<Case> Regression(int rows, int columns)
    {
        string bench = $"reference/logistic-single/{rows}x{columns}";
        yield return new Case(bench, Case.Primal, () => Prepared((x, y, w, dW) => Losses.Logistic(w, 0.5f, x, y)));
        yield return new Case(bench, Case.Gradient, () => Prepared((x, y, w, dW) => Losses.LogisticGradient(w, 0.5f, x, y, dW, out float dB) + dB));

        Func<double> Prepared(Func<float[], float[], float[], float[], double> run)
        {
            float[] x = Single(rows * columns), y = [.. Single(rows).Select(static value => value > 0 ? 1f : -1f)], w = [.. Single(columns).Select(static value => value / 100)], dW = new float[columns];
            return () => run(x, y, w, dW);
        }
    }

    private static IEnumerable<Case> Options(int count)
    {
        string bench = $"reference/options-single/{count}";
        yield return new Case(bench, Case.Primal, () =>
        {
            float[] spot = Within(90, 110), strike = Within(90, 110), rate = Within(0.01, 0.05), volatility = Within(0.1, 0.4), maturity = Within(0.2, 2);
            return () => OptionPrices.Total(spot, strike, rate, volatility, maturity);
        });
        yield return new Case(bench, Case.Gradient, () =>
        {
            float[] spot = Within(90, 110), strike = Within(90, 110), rate = Within(0.01, 0.05), volatility = Within(0.1, 0.4), maturity = Within(0.2, 2);
            float[] dSpot = new float[count], dStrike = new float[count], dRate = new float[count], dVolatility = new float[count], dMaturity = new float[count];
            return () => OptionPrices.TotalGradient(spot, strike, rate, volatility, maturity, dSpot, dStrike, dRate, dVolatility, dMaturity);
        });

        float[] Within(double low, double high) => [.. Between(low, high, count).Select(static value => (float)value)];
    }

    private static IEnumerable<Case> Pairs(int atoms)
    {
        string bench = $"reference/Lennard-Jones-single/{atoms}";
        float[] off = Single(3 * atoms), dX = new float[atoms], dY = new float[atoms], dZ = new float[atoms];
        float[] x = [.. Enumerable.Range(0, atoms).Select(i => (i % 8) + (off[i] / 8))];
        float[] y = [.. Enumerable.Range(0, atoms).Select(i => (i / 8 % 8) + (off[atoms + i] / 8))];
        float[] z = [.. Enumerable.Range(0, atoms).Select(i => (i / 64) + (off[(2 * atoms) + i] / 8))];
        yield return new Case(bench, Case.Primal, () => () => Atoms.Energy(x, y, z));
        yield return new Case(bench, Case.Gradient, () => () => Atoms.EnergyGradient(x, y, z, dX, dY, dZ));
    }

    private static float[] Single(int count) => [.. Uniform(count).Select(static value => (float)value)];
}
