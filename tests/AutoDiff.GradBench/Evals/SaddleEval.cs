using AutoDiff.Problems;

namespace AutoDiff.GradBench;

/// <summary>The middle of a saddle: the lowest place of a ridge, each point of which is itself found by a descent. The first letter of
/// a function is the mode of the outer derivative, the second that of the inner one.</summary>
internal static class SaddleEval
{
    private delegate double Ridge(double[] a, double[] start, double[] gradient);

    private delegate double[] Highest(double[] a, double[] start);

    public static Function[] Functions { get; } =
    [
        Find("ff", ForwardOverForward, Saddle.HighestByForward),
        Find("fr", ForwardOverReverse, Saddle.HighestByReverse),
        Find("rf", ReverseOverForward, Saddle.HighestByForward),
        Find("rr", ReverseOverReverse, Saddle.HighestByReverse),
    ];

    private static Function Find(string name, Ridge ridge, Highest highest) => new Function<SaddleInput, double[]>(name, Json.Default.SaddleInput, Json.Default.DoubleArray, input =>
    {
        double[] a = [.. input.Start];
        Descent.Minimize(a, (a, gradient) => ridge(a, input.Start, gradient));
        return [.. a, .. highest(a, input.Start)];
    });

    private static double ReverseOverForward(double[] a, double[] start, double[] gradient) => Saddle.RidgeByForwardGradient(a, start, gradient);

    private static double ReverseOverReverse(double[] a, double[] start, double[] gradient) => Saddle.RidgeByReverseGradient(a, start, gradient);

    private static double ForwardOverForward(double[] a, double[] start, double[] gradient) =>
        Along(direction => Saddle.RidgeByForwardJvp(a, start, direction), gradient);

    private static double ForwardOverReverse(double[] a, double[] start, double[] gradient) =>
        Along(direction => Saddle.RidgeByReverseJvp(a, start, direction), gradient);

    /// <summary>The gradient, one direction after the other.</summary>
    private static double Along(System.Func<double[], (double Value, double Tangent)> ridge, double[] gradient)
    {
        double value = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            double[] direction = new double[gradient.Length];
            direction[i] = 1;
            (value, gradient[i]) = ridge(direction);
        }

        return value;
    }
}

/// <param name="Start">Where both searches begin.</param>
internal sealed record SaddleInput(double[] Start, int MinRuns, double MinSeconds) : IRepeated;
