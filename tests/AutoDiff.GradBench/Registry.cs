using System.Collections.Generic;

namespace AutoDiff.GradBench;

/// <summary>All that there is to evaluate, eval by eval.</summary>
internal static class Registry
{
    private static readonly Dictionary<string, Function[]> Evals = new()
    {
        ["hello"] = HelloEval.Functions,
        ["llsq"] = LeastSquaresEval.Functions,
        ["lse"] = LogSumExpEval.Functions,
        ["det"] = DeterminantEval.Functions,
        ["ode"] = OdeEval.Functions,
        ["kmeans"] = KMeansEval.Functions,
        ["gmm"] = GaussianMixtureEval.Functions,
        ["lstm"] = LstmEval.Functions,
        ["ba"] = BundleAdjustmentEval.Functions,
        ["particle"] = ParticleEval.Functions,
        ["saddle"] = SaddleEval.Functions,
        ["ht"] = HandTrackingEval.Functions,
    };

    /// <summary>The functions of an eval; none, where it is unknown.</summary>
    public static Function[] Find(string eval) => Evals.GetValueOrDefault(eval, []);
}
