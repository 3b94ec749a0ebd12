using AutoDiff.Problems;

namespace AutoDiff.GradBench;

/// <summary>A particle that is to come down at the origin: the derivative by the place of a charge, of a flight that the slope of a potential bends.
/// The first letter of a function is the mode of the outer derivative, the second that of the inner one.</summary>
internal static class ParticleEval
{
    public static Function[] Functions { get; } =
    [
        Find("ff", ForwardOverForward),
        Find("fr", ForwardOverReverse),
        Find("rf", ReverseOverForward),
        Find("rr", ReverseOverReverse),
    ];

    private static Function Find(string name, Objective miss) => new Function<ParticleInput, double>(name, Json.Default.ParticleInput, Json.Default.Double, input =>
    {
        double[] shift = [input.W];
        Descent.Minimize(shift, miss);
        return shift[0];
    });

    private static double ForwardOverForward(double[] shift, double[] gradient) => Both(ChargedParticle.MissByForwardJvp(shift[0], 1), out gradient[0]);

    private static double ForwardOverReverse(double[] shift, double[] gradient) => Both(ChargedParticle.MissByReverseJvp(shift[0], 1), out gradient[0]);

    private static double ReverseOverForward(double[] shift, double[] gradient) => ChargedParticle.MissByForwardGradient(shift[0], out gradient[0]);

    private static double ReverseOverReverse(double[] shift, double[] gradient) => ChargedParticle.MissByReverseGradient(shift[0], out gradient[0]);

    private static double Both((double Value, double Tangent) miss, out double derivative)
    {
        derivative = miss.Tangent;
        return miss.Value;
    }
}

/// <param name="W">Where the search for the place of the charge begins.</param>
internal sealed record ParticleInput(double W, int MinRuns, double MinSeconds) : IRepeated;
