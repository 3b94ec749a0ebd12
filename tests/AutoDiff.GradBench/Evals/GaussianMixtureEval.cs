using AutoDiff.Problems;

namespace AutoDiff.GradBench;

/// <summary>A mixture of Gaussians.</summary>
internal static class GaussianMixtureEval
{
    public static Function[] Functions { get; } =
    [
        new Function<GaussianMixtureInput, double>("objective", Json.Default.GaussianMixtureInput, Json.Default.Double, Objective),
        new Function<GaussianMixtureInput, GaussianMixtureGradient>("jacobian", Json.Default.GaussianMixtureInput, Json.Default.GaussianMixtureGradient, Jacobian),
    ];

    private static double Objective(GaussianMixtureInput input) =>
        GaussianMixture.LogPosterior(input.Alpha, input.Mu.Values, input.Q.Values, input.L.Values, input.X.Values, input.Gamma, input.M);

    private static GaussianMixtureGradient Jacobian(GaussianMixtureInput input)
    {
        var gradient = new GaussianMixtureGradient(new double[input.Alpha.Length], input.Mu.Zeros(), input.Q.Zeros(), input.L.Zeros());
        GaussianMixture.LogPosteriorGradient(
            input.Alpha, input.Mu.Values, input.Q.Values, input.L.Values, input.X.Values, input.Gamma, input.M,
            gradient.Alpha, gradient.Mu.Values, gradient.Q.Values, gradient.L.Values);
        return gradient;
    }
}

internal sealed record GaussianMixtureInput(Matrix X, int M, double Gamma, double[] Alpha, Matrix Mu, Matrix Q, Matrix L, int MinRuns, double MinSeconds) : IRepeated;

internal sealed record GaussianMixtureGradient(double[] Alpha, Matrix Mu, Matrix Q, Matrix L);
