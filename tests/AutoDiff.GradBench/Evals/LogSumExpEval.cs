using AutoDiff.Problems;

namespace AutoDiff.GradBench;

/// <summary>The logarithm of a sum of exponentials.</summary>
internal static class LogSumExpEval
{
    public static Function[] Functions { get; } =
    [
        new Function<LogSumExpInput, double>("primal", Json.Default.LogSumExpInput, Json.Default.Double, Primal),
        new Function<LogSumExpInput, double[]>("gradient", Json.Default.LogSumExpInput, Json.Default.DoubleArray, Gradient),
    ];

    private static double Primal(LogSumExpInput input) => LogSumExp.Of(input.X);

    private static double[] Gradient(LogSumExpInput input)
    {
        double[] dX = new double[input.X.Length];
        LogSumExp.OfGradient(input.X, dX);
        return dX;
    }
}

internal sealed record LogSumExpInput(double[] X, int MinRuns, double MinSeconds) : IRepeated;
