using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace AutoDiff.Tests.Optimizers;

/// <summary>Gradients that are noisy, of all sizes, and depend on the parameters.</summary>
internal static class TestGradients
{
    public static T[] Start<T>(int length)
        where T : INumberBase<T> => [.. Enumerable.Range(0, length).Select(static i => T.CreateTruncating(Noise(i, 0)))];

    public static void Fill<T>(Span<T> gradient, ReadOnlySpan<T> parameters, int step)
        where T : INumberBase<T>
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            double size = Math.Pow(10, (i % 5) - 2);
            gradient[i] = T.CreateTruncating((size * (0.3 + Noise(i, step))) + (0.1 * double.CreateTruncating(parameters[i])));
        }
    }

    public static void AssertClose<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, double tolerance)
        where T : INumberBase<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double wanted = double.CreateTruncating(expected[i]), got = double.CreateTruncating(actual[i]);
            Assert.True(Math.Abs(wanted - got) <= tolerance * (1 + Math.Abs(wanted)), $"At {i}: {got}, but {wanted} is expected.");
        }
    }

    // In [−1, 1), by the golden ratio, so that every language can make it.
    private static double Noise(int element, int step)
    {
        double turns = ((element + 1) * 0.6180339887498949) + (step * 0.7548776662466927) + (step * (element % 7) * 0.1);
        return (2 * (turns - Math.Floor(turns))) - 1;
    }
}
