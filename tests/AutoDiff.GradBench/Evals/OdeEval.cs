using AutoDiff.Problems;

namespace AutoDiff.GradBench;

/// <summary>A differential equation solved by steps, and the gradient of the last component.</summary>
internal static class OdeEval
{
    public static Function[] Functions { get; } =
    [
        new Function<OdeInput, double[]>("primal", Json.Default.OdeInput, Json.Default.DoubleArray, Primal),
        new Function<OdeInput, double[]>("gradient", Json.Default.OdeInput, Json.Default.DoubleArray, Gradient),
    ];

    private static double[] Primal(OdeInput input)
    {
        double[] y = new double[input.X.Length];
        ChainedGrowth.Solve(input.X, input.S, y);
        return y;
    }

    private static double[] Gradient(OdeInput input)
    {
        double[] dX = new double[input.X.Length];
        ChainedGrowth.LastGradient(input.X, input.S, dX);
        return dX;
    }
}

/// <param name="S">The number of steps.</param>
internal sealed record OdeInput(double[] X, int S, int MinRuns, double MinSeconds) : IRepeated;
