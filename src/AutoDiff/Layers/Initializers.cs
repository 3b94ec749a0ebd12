using System;
using System.Numerics;

namespace AutoDiff.Layers;

/// <summary>
/// Weights to begin with. The same seed gives the same numbers on every machine: they are made of <see cref="CounterRandom"/> with sums, products, quotients and square roots of doubles
/// alone, which are rounded alike everywhere.
/// </summary>
/// <remarks>The fan-in is how many inputs an output is computed from, the fan-out how many outputs an input goes to: of a dense layer, its inputs and its outputs.</remarks>
public static class Initializers
{
    /// <summary>All the same.</summary>
    public static void Constant<T>(Span<T> weights, T value) => weights.Fill(value);

    /// <summary>All zero.</summary>
    public static void Zeros<T>(Span<T> weights) => weights.Clear();

    /// <summary>Evenly distributed from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public static void Uniform<T>(Span<T> weights, double low, double high, ulong seed)
        where T : INumberBase<T>
    {
        ulong key = CounterRandom.Key(seed, 0);
        for (int i = 0; i < weights.Length; i++) weights[i] = T.CreateChecked(low + ((high - low) * CounterRandom.Uniform(key, (ulong)i)));
    }

    /// <summary>Normally distributed.</summary>
    public static void Normal<T>(Span<T> weights, double mean, double deviation, ulong seed)
        where T : INumberBase<T>
    {
        ulong key = CounterRandom.Key(seed, 0);
        for (int i = 0; i < weights.Length; i += 2)
        {
            (double first, double second) = NormalPair.At(key, i / 2);
            weights[i] = T.CreateChecked(mean + (deviation * first));
            if (i + 1 < weights.Length) weights[i + 1] = T.CreateChecked(mean + (deviation * second));
        }
    }

    /// <summary>Uniform with variance 2 / (fan-in + fan-out), which keeps that of what passes through layers of tanh in both directions (Glorot, Bengio 2010).</summary>
    public static void GlorotUniform<T>(Span<T> weights, int fanIn, int fanOut, ulong seed)
        where T : INumberBase<T> => UniformOfVariance(weights, 2 / Sum(fanIn, fanOut), seed);

    /// <summary>Normal with variance 2 / (fan-in + fan-out).</summary>
    public static void GlorotNormal<T>(Span<T> weights, int fanIn, int fanOut, ulong seed)
        where T : INumberBase<T> => Normal(weights, 0, Math.Sqrt(2 / Sum(fanIn, fanOut)), seed);

    /// <summary>Uniform with variance 2 / fan-in, which does the same for rectifiers (He et al. 2015).</summary>
    public static void HeUniform<T>(Span<T> weights, int fanIn, ulong seed)
        where T : INumberBase<T> => UniformOfVariance(weights, 2 / Sum(fanIn, 0), seed);

    /// <summary>Normal with variance 2 / fan-in.</summary>
    public static void HeNormal<T>(Span<T> weights, int fanIn, ulong seed)
        where T : INumberBase<T> => Normal(weights, 0, Math.Sqrt(2 / Sum(fanIn, 0)), seed);

    /// <summary>Uniform with variance 1 / fan-in (LeCun et al. 1998).</summary>
    public static void LeCunUniform<T>(Span<T> weights, int fanIn, ulong seed)
        where T : INumberBase<T> => UniformOfVariance(weights, 1 / Sum(fanIn, 0), seed);

    /// <summary>Normal with variance 1 / fan-in.</summary>
    public static void LeCunNormal<T>(Span<T> weights, int fanIn, ulong seed)
        where T : INumberBase<T> => Normal(weights, 0, Math.Sqrt(1 / Sum(fanIn, 0)), seed);

    /// <summary>
    /// A matrix whose rows are orthogonal and of length <paramref name="gain"/>, or whose columns are, if there are more rows than columns (Saxe, McClelland, Ganguli 2014): any such matrix is
    /// equally likely.
    /// </summary>
    /// <exception cref="ArgumentException">There are not exactly so many rows and columns.</exception>
    public static void Orthogonal<T>(Span<T> weights, int rows, int columns, double gain, ulong seed)
        where T : INumberBase<T>
    {
        Require.Rows(weights.Length, rows, columns, nameof(weights));
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double[] vectors = new double[weights.Length];
        Normal<double>(vectors, 0, 1, seed);
        for (int i = 0; i < count; i++)
        {
            // Gram-Schmidt, twice: the second time takes off what rounding has left of the others.
            Span<double> vector = vectors.AsSpan(i * length, length);
            for (int k = 0; k < 2 * i; k++)
            {
                ReadOnlySpan<double> other = vectors.AsSpan(k % i * length, length);
                double product = Dot(vector, other);
                for (int e = 0; e < length; e++) vector[e] -= product * other[e];
            }

            double norm = Math.Sqrt(Dot(vector, vector));
            for (int e = 0; e < length; e++) vector[e] /= norm;
        }

        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < columns; k++) weights[(i * columns) + k] = T.CreateChecked(gain * (rows <= columns ? vectors[(i * length) + k] : vectors[(k * length) + i]));
        }
    }

    private static void UniformOfVariance<T>(Span<T> weights, double variance, ulong seed)
        where T : INumberBase<T>
    {
        double bound = Math.Sqrt(3 * variance);
        Uniform(weights, -bound, bound, seed);
    }

    private static double Sum(int fanIn, int fanOut)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fanIn);
        ArgumentOutOfRangeException.ThrowIfNegative(fanOut);
        return (double)fanIn + fanOut;
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int e = 0; e < x.Length; e++) sum += x[e] * y[e];
        return sum;
    }
}
