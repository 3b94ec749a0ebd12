using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using AutoDiff.Tests.Gradients;

namespace AutoDiff.Benchmarks.Cases;

/// <summary>The price of gradients: each problem's method and its generated gradient on the same arguments.</summary>
internal static class GradientCases
{
    public static IEnumerable<Case> Of<T, TFamilies>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFamilies : IFamilies<T> => TFamilies.All.SelectMany(Of);

    private static IEnumerable<Case> Of<T>(Family<T> family)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string bench = $"{family.Name}/{family.BenchmarkSize}";
        yield return new Case(bench, Case.Primal, () => Primal(family.At(family.BenchmarkSize)));
        yield return new Case(bench, Case.Gradient, () => Gradient(family.At(family.BenchmarkSize)));
    }

    private static Func<double> Primal<T>(Problem<T> problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var arguments = new Arguments<T>(problem);
        return () =>
        {
            arguments.RestoreValues();
            return double.CreateChecked(problem.Primal(arguments.Values));
        };
    }

    private static Func<double> Gradient<T>(Problem<T> problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var arguments = new Arguments<T>(problem);
        return () =>
        {
            arguments.RestoreValues();
            return double.CreateChecked(arguments.Call());
        };
    }
}
