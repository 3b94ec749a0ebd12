using System;
using AutoDiff.Problems;

namespace AutoDiff.GradBench;

/// <summary>Long short-term memory.</summary>
internal static class LstmEval
{
    public static Function[] Functions { get; } =
    [
        new Function<LstmInput, double>("objective", Json.Default.LstmInput, Json.Default.Double, Objective),
        new Function<LstmInput, double[]>("jacobian", Json.Default.LstmInput, Json.Default.DoubleArray, Jacobian),
    ];

    private static double Objective(LstmInput input) =>
        RecurrentNetwork.Loss(input.MainParams.Values, input.ExtraParams.Values, input.State.Values, input.Sequence.Values, input.Sequence.Columns);

    private static double[] Jacobian(LstmInput input)
    {
        int main = input.MainParams.Values.Length;
        double[] gradient = new double[main + input.ExtraParams.Values.Length];
        RecurrentNetwork.LossGradient(
            input.MainParams.Values, input.ExtraParams.Values, input.State.Values, input.Sequence.Values, input.Sequence.Columns,
            gradient.AsSpan(..main), gradient.AsSpan(main..));
        return gradient;
    }
}

internal sealed record LstmInput(Matrix MainParams, Matrix ExtraParams, Matrix State, Matrix Sequence, int MinRuns, double MinSeconds) : IRepeated;
