namespace AutoDiff.GradBench;

/// <summary>Squares and their derivatives.</summary>
internal static partial class HelloEval
{
    public static Function[] Functions { get; } =
    [
        new Function<double, double>("square", Json.Default.Double, Json.Default.Double, Square),
        new Function<double, double>("double", Json.Default.Double, Json.Default.Double, Double),
    ];

    [Differentiable]
    private static double Square(double x) => x * x;

    private static double Double(double x)
    {
        SquareGradient(x, out double dX);
        return dX;
    }
}
