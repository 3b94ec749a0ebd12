using AutoDiff.Problems;

namespace AutoDiff.GradBench;

/// <summary>A polynomial that comes close to the sign function.</summary>
internal static class LeastSquaresEval
{
    public static Function[] Functions { get; } =
    [
        new Function<LeastSquaresInput, double>("primal", Json.Default.LeastSquaresInput, Json.Default.Double, Primal),
        new Function<LeastSquaresInput, double[]>("gradient", Json.Default.LeastSquaresInput, Json.Default.DoubleArray, Gradient),
    ];

    private static double Primal(LeastSquaresInput input) => LeastSquares.Misfit(input.X, input.N);

    private static double[] Gradient(LeastSquaresInput input)
    {
        double[] dX = new double[input.X.Length];
        LeastSquares.MisfitGradient(input.X, input.N, dX);
        return dX;
    }
}

/// <param name="X">The coefficients.</param>
/// <param name="N">The number of points.</param>
internal sealed record LeastSquaresInput(double[] X, int N, int MinRuns, double MinSeconds) : IRepeated;
