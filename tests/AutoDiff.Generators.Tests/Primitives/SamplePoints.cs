using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Tests.Primitives;

/// <summary>Where a rule is tried: through the whole domain and close to its ends; for functions in pieces, inside the pieces.</summary>
internal static class SamplePoints
{
    /// <summary>Fewer of them, the more operands there are.</summary>
    private static readonly double[][] Magnitudes =
    [
        [1e-100, 1e-8, 1e-3, 0.1, 0.5, 0.75, 1.3, 2.5, 7, 20, 1e3, 1e8, 1e100],
        [1e-100, 1e-8, 0.1, 0.75, 2.5, 1e3, 1e8],
        [1e-8, 0.1, 2.5, 1e3],
    ];

    private static readonly double[] Fractions = [1e-8, 1e-3, 0.1, 0.3, 0.5];

    /// <summary>One grid an operand, so that no two are alike and, to two digits and among multiples, no point is near a jump.</summary>
    private static readonly double[][] InsidePieces =
    [
        [-41.3136, -7.3436, -2.6136, -0.3436, 0.2136, 1.9236, 40.7136],
        [-5.1, -0.45, 0.6, 2.3, 33.3],
        [-6.2, 0.8, 3.7, 36.6],
    ];

    /// <summary>Where numbers lie further apart than this, no step is small against the period of a circular function.</summary>
    private const double LargestAngle = 1e10;

    /// <summary>Made of pieces: what rounds, what chooses, what wraps around.</summary>
    public static bool IsPiecewise(ScalarPrimitive primitive) =>
        Rounding.All.Contains(primitive) || Selection.All.Contains(primitive) || primitive == Arithmetic.Remainder || primitive == Arithmetic.Select;

    public static IEnumerable<double[]> Of(ScalarPrimitive primitive) =>
        Product([.. Enumerable.Range(0, primitive.Arity).Select(operand => Along(primitive, operand))])
            .Where(point => !BoundsCross(primitive, point) && !IsLostAngle(primitive, point));

    /// <summary>First steps for differences: fractions of what the operand's own size and its distance from the ends of the domain allow.</summary>
    public static IEnumerable<double> Steps(ScalarPrimitive primitive, Interval domain, double x)
    {
        if (IsPiecewise(primitive)) return [1.0 / 2048];
        double room = Math.Min(x - domain.Low, domain.High - x);
        return new[] { Math.Abs(x) / 8, Math.Abs(x) / 256, 1, 1e-2, room / 4 }.Where(step => step > 0 && step < room);
    }

    private static IEnumerable<double> Along(ScalarPrimitive primitive, int operand)
    {
        Interval domain = primitive.Domain[operand];
        if (primitive.Operands[operand] != Operand.Number) return Integers(domain);
        if (IsPiecewise(primitive)) return InsidePieces[operand].Where(x => x > domain.Low);
        double[] magnitudes = Magnitudes[primitive.Arity - 1];
        return (double.IsInfinity(domain.Low), double.IsInfinity(domain.High)) switch
        {
            (true, true) => magnitudes.SelectMany(x => new[] { x, -x }),
            (false, true) => magnitudes.Select(x => domain.Low + x).Where(x => x > domain.Low),
            _ => Fractions.SelectMany(part => new[] { domain.Low + (part * (domain.High - domain.Low)), domain.High - (part * (domain.High - domain.Low)) }),
        };
    }

    private static IEnumerable<double> Integers(Interval domain)
    {
        for (double n = domain.Low; n <= domain.High; n++) yield return n;
    }

    private static bool BoundsCross(ScalarPrimitive primitive, double[] point) =>
        primitive.Name.StartsWith("Clamp", StringComparison.Ordinal) && point[1] > point[2];

    private static bool IsLostAngle(ScalarPrimitive primitive, double[] point) =>
        Trigonometry.All.Contains(primitive) && primitive.Arity == 1 && Math.Abs(point[0]) > LargestAngle;

    private static IEnumerable<double[]> Product(IEnumerable<double>[] axes) =>
        axes.Aggregate((IEnumerable<double[]>)[[]], (points, axis) => points.SelectMany(_ => axis, (point, x) => (double[])[.. point, x]));
}
