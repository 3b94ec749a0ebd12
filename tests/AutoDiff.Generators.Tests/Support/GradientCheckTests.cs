using AutoDiff.Generators.Tests.Support;
using Xunit;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests;

public sealed class GradientCheckTests
{
    private const string Kinked = """
        using System;
        using AutoDiff;

        public static partial class C
        {
            [Differentiable]
            public static double Larger(double x, double y) => Math.Max(2 * x, y);

            [CustomVjp(nameof(RuledVjp))]
            public static double Ruled(double x, double y) => Math.Max(x, y);

            public static void RuledVjp(double x, double y, double seed, ref double dX, ref double dY) => dX += 1.1 * seed;

            [Differentiable]
            public static double Wrong(double x, double y) => Ruled(2 * x, y);
        }
        """;

    [Fact]
    public void At_a_kink_differences_do_not_settle()
    {
        GradientCheck check = Check("Larger");
        check.Gradient();
        Assert.Equal(2, check.Unsettled);
    }

    [Fact]
    public void A_derivative_at_a_kink_that_is_outside_of_the_slopes_on_both_sides_is_wrong() => Assert.ThrowsAny<XunitException>(Check("Wrong").Gradient);

    private static GradientCheck Check(string method) => new(new MethodUnderTest(GeneratorHarness.Run(Kinked).Program!, "C", method), [0.35, 0.7]);
}
