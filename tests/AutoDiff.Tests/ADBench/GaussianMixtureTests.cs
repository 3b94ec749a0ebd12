using System;
using System.Linq;
using AutoDiff.Problems;
using Xunit;

namespace AutoDiff.Tests.ADBench;

public sealed class GaussianMixtureTests
{
    [Theory]
    [InlineData("gmm_test_d2_K3_n1")]
    [InlineData("gmm_own_d3_K4_n50")]
    [InlineData("gmm_own_d5_K3_n20")]
    [InlineData("gmm_own_d7_K6_n200")]
    [InlineData("gmm_1k_d2_K5")]
    [InlineData("gmm_1k_d2_K200")]
    [InlineData("gmm_1k_d10_K5")]
    public void The_objective_and_its_gradient_are_those_of_ADBench(string instance)
    {
        Instance data = Instance.Read(NumberReader.Of($"gmm/{instance}.txt"));
        Reference objective = Reference.Of($"gmm/ref/{instance}.objective");
        objective.AssertClose([GaussianMixture.LogPosteriorOfAdbench(data.Alpha, data.Mu, data.Q, data.L, data.X, data.Gamma, data.M)]);

        double[] dAlpha = new double[data.Alpha.Length], dMu = new double[data.Mu.Length], dQ = new double[data.Q.Length], dL = new double[data.L.Length];
        objective.AssertClose([GaussianMixture.LogPosteriorOfAdbenchGradient(data.Alpha, data.Mu, data.Q, data.L, data.X, data.Gamma, data.M, dAlpha, dMu, dQ, dL)]);
        Reference.Of($"gmm/ref/{instance}.gradient").AssertClose([.. dAlpha, .. dMu, .. Instance.Interleaved(dQ, dL, data.Alpha.Length)]);
    }

    /// <summary>In ADBench's files the rows of q and l stand side by side.</summary>
    private sealed record Instance(double[] Alpha, double[] Mu, double[] Q, double[] L, double[] X, double Gamma, int M)
    {
        public static Instance Read(NumberReader reader)
        {
            int d = reader.Int(), count = reader.Int(), n = reader.Int();
            double[] alpha = reader.Doubles(count), mu = reader.Doubles(count * d);
            double[][] rows = [.. Enumerable.Range(0, count).Select(_ => reader.Doubles(d * (d + 1) / 2))];
            return new Instance(alpha, mu, [.. rows.SelectMany(row => row[..d])], [.. rows.SelectMany(row => row[d..])], reader.Doubles(n * d), reader.Double(), reader.Int());
        }

        public static double[] Interleaved(double[] q, double[] l, int rows) =>
            [.. Enumerable.Range(0, rows).SelectMany(row => Row(q, row, rows).Concat(Row(l, row, rows)))];

        private static ArraySegment<double> Row(double[] matrix, int row, int rows) => new(matrix, row * (matrix.Length / rows), matrix.Length / rows);
    }
}
