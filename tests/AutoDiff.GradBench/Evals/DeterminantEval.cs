using System.Text.Json.Serialization;
using AutoDiff.Problems;

namespace AutoDiff.GradBench;

/// <summary>A determinant by its minors.</summary>
internal static class DeterminantEval
{
    public static Function[] Functions { get; } =
    [
        new Function<DeterminantInput, double>("primal", Json.Default.DeterminantInput, Json.Default.Double, Primal),
        new Function<DeterminantInput, double[]>("gradient", Json.Default.DeterminantInput, Json.Default.DoubleArray, Gradient),
    ];

    private static double Primal(DeterminantInput input) => Determinant.ByMinors(input.A, input.Ell);

    private static double[] Gradient(DeterminantInput input)
    {
        double[] dA = new double[input.A.Length];
        Determinant.ByMinorsGradient(input.A, input.Ell, dA);
        return dA;
    }
}

/// <param name="A">The matrix, row after row.</param>
/// <param name="Ell">The number of rows.</param>
internal sealed record DeterminantInput([property: JsonPropertyName("A")] double[] A, int Ell, int MinRuns, double MinSeconds) : IRepeated;
