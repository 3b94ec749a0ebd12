using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using AutoDiff.Tests.Maths.Oracle;
using Xunit;

namespace AutoDiff.Tests.Maths;

/// <summary>No error is larger than what the documentation states, anywhere from the least to the largest number that the function takes.</summary>
public sealed class AccuracyTests
{
    private const int Samples = 400;

    public static TheoryData<string> Names => [.. ElementaryFunctions.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Errors_are_below_the_bound(string name)
    {
        ElementaryFunction function = ElementaryFunctions.Named(name);
        foreach (double[] x in Of(function.Domain, function.Core).Chunk(Vector<double>.Count).Where(lanes => lanes.Length == Vector<double>.Count))
        {
            Vector<double> y = function.Double(new Vector<double>(x));
            for (int i = 0; i < x.Length; i++)
            {
                DoubleDouble exact = function.Exact(x[i]);
                double error = Ulp.Error(y[i], exact);
                Assert.True(error <= function.MostUlps, $"{name}({x[i]:R}) = {y[i]:R}, which is {error:F2} ulp from {exact.High:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Errors_are_below_the_bound_in_single_precision(string name)
    {
        ElementaryFunction function = ElementaryFunctions.Named(name);
        foreach (double[] lanes in Of(function.DomainSingle, function.Core).Chunk(Vector<float>.Count).Where(lanes => lanes.Length == Vector<float>.Count))
        {
            float[] x = [.. lanes.Select(lane => Math.Clamp((float)lane, (float)function.DomainSingle.Lower, (float)function.DomainSingle.Upper))];
            Vector<float> y = function.Single(new Vector<float>(x));
            for (int i = 0; i < x.Length; i++)
            {
                double exact = function.Exact(x[i]).High;
                double error = Ulp.Error(y[i], exact);
                Assert.True(error <= function.MostUlps, $"{name}({x[i]:R}f) = {y[i]:R}, which is {error:F2} ulp from {exact:R}");
            }
        }
    }

    /// <summary>
    /// Evenly over the core and over the domain, evenly in the exponent, around small powers of two, where the unit in the last place changes, and
    /// the ends.
    /// </summary>
    private static IEnumerable<double> Of((double Lower, double Upper) domain, (double Lower, double Upper) core)
    {
        var random = new Random(1);
        double most = Math.Log2(Math.Max(Math.Abs(domain.Lower), Math.Abs(domain.Upper)));
        yield return domain.Lower;
        yield return domain.Upper;
        for (int i = 0; i < Samples; i++)
        {
            yield return Between(core.Lower, core.Upper);
            yield return Between(core.Lower, core.Upper);
            yield return Within(Between(domain.Lower / 2, domain.Upper / 2) * 2);
            yield return WithinOfEitherSign(Math.Pow(2, Between(-60, most)));
            yield return WithinOfEitherSign(Math.Pow(2, -random.Next(8)) * Between(0.92, 1.08));
        }

        double Between(double lower, double upper) => lower + ((upper - lower) * random.NextDouble());
        double Within(double x) => Math.Clamp(x, domain.Lower, domain.Upper);
        double WithinOfEitherSign(double x) => Within(domain.Lower < 0 && random.Next(2) == 0 ? -x : x);
    }
}
