using System;
using System.Collections.Generic;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>What a function of one variable yields on both sides of a point, ever nearer to it. Differences of several numbers are read off the same calls.</summary>
/// <param name="function">Yields null where there is no result.</param>
internal sealed class Surroundings(Func<double, double[]?> function, double x, double step)
{
    private readonly List<Pair> pairs = [];

    /// <summary>After the step has been halved so often.</summary>
    public Pair this[int halvings]
    {
        get
        {
            while (pairs.Count <= halvings)
            {
                double next = Math.ScaleB(step, -pairs.Count), right = x + next, left = x - next;
                pairs.Add(new Pair(next, right - left, function(right), function(left)));
            }

            return pairs[halvings];
        }
    }

    /// <summary>What it yields at the point itself.</summary>
    public double[]? Center => field ??= function(x);

    /// <summary>The same, from nearer on.</summary>
    public Surroundings After(int halvings) => new(function, x, Math.ScaleB(step, -halvings));

    internal readonly record struct Pair(double Step, double Width, double[]? Above, double[]? Below);
}
