using System;
using System.Linq;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Support;

// Pushforward and pullback are transposes of one another.
internal sealed partial class GradientCheck
{
    /// <summary>In proportion to the sum of the magnitudes, nobody asks where so little comes from.</summary>
    private const double Unquestioned = 2e-11;

    /// <summary>Products below this are what rounding leaves where functions are flat: 1 - tanh² knows nothing of a tanh that is as good as 1.</summary>
    private const double Saturated = 1e-6;

    private const int Neighbours = 8;

    /// <summary>Rounding errors of neighbouring points have little to do with one another, and what a few units in the last place of the arguments make of the product, those of
    /// constants and intermediate results may, too. A mean that is so many times more is no rounding.</summary>
    private const double Systematic = 4;

    /// <summary>ȳ · (J v) is (Jᵀ ȳ) · v, but for rounding: how much that may be, the points next to this one tell.</summary>
    private void DotProduct(object[] tangents)
    {
        (double pushed, double pulled, double scale) = DotProducts(arguments, tangents);
        RequireClose("The dot product of the pushforward with the seeds", [pushed], [pulled], scale);
        if (isFloat || IgnoresDifferences || MixesPrecisions || !double.IsFinite(scale) || Math.Abs(pushed - pulled) <= Unquestioned * scale) return;
        var random = new Random(7);
        object[][] neighbours = [.. Enumerable.Range(0, Neighbours).Select(_ => Nudged(random))];
        if (neighbours.Any(neighbour => OutputsAt(neighbour) is null)) return;
        (double Pushed, double Pulled, double Scale)[] around = [.. neighbours.Select(neighbour => DotProducts(neighbour, tangents))];
        double[] errors = [.. around.Select(static products => products.Pushed - products.Pulled)];
        double mean = errors.Average(), deviation = Math.Sqrt(errors.Sum(error => (error - mean) * (error - mean)) / (errors.Length - 1));
        double spread = around.Max(static products => products.Pushed) - around.Min(static products => products.Pushed);
        if (Math.Abs(mean) > Math.Max(Systematic * Math.Max(deviation, spread), Unquestioned * scale))
            throw new XunitException($"The dot product of the pushforward with the seeds is {pushed:r}, not {pulled:r}: off by {mean:g2} ± {deviation:g2} all around.");
    }

    /// <summary>The arguments, a few units in the last place away.</summary>
    private object[] Nudged(Random random) =>
        [.. arguments.Select((argument, p) => IsVaried(method.Parameters[p]) ? NumberArrays.Map(argument, (_, number) => number * (1 + Math.ScaleB(random.Next(-16, 17), -52))) : argument)];

    /// <param name="Scale">The sum of the magnitudes.</param>
    private (double Pushed, double Pulled, double Scale) DotProducts(object[] point, object[] tangents)
    {
        int[] added = Indices(IsAdded);
        MethodUnderTest.Outcome forward = method.Jvp(point, tangents);
        object? value = method.Primal(point).Value, seed = value is null ? null : Numbers(value, new Random(5));
        object[] adjoints = [.. added.Select(p => method.Parameters[p].IsWritten ? Numbers(point[p], new Random(p)) : NumberArrays.Map(point[p], (_, _) => 0))];
        MethodUnderTest.Outcome pullback = method.Vjp(point, seed, adjoints);
        double[] seeds = [.. NumbersOf(seed), .. added.SelectMany((p, k) => method.Parameters[p].IsWritten ? NumberArrays.Flatten(adjoints[k]) : [])];
        double[] pulled = [.. added.SelectMany((p, k) => method.Parameters[p].IsVaried ? NumberArrays.Flatten(pullback.Adjoints[k]) : [])];
        double[] moved = [.. added.SelectMany((p, k) => method.Parameters[p].IsVaried ? NumberArrays.Flatten(tangents[k]) : [])];
        double[] pushed = TangentsOf(forward, added);
        return (Dot(seeds, pushed), Dot(pulled, moved), Math.Max(Saturated, Math.Max(Scale(seeds, pushed), Scale(pulled, moved))));
    }
}
