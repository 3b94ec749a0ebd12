using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.InteropServices;

namespace AutoDiff.Benchmarks.Cases;

/// <summary>
/// Elementary functions of vectors, beside those of <c>TensorPrimitives</c> and of <see cref="Math"/>: nanoseconds per element of arrays in the cache.
/// </summary>
internal static class VectorMathCases
{
    private const int Length = 4096;

    public static IEnumerable<Case> All() =>
    [
        .. Of<double, ExpFunction>("Exp", -10, 10),
        .. Of<float, ExpFunction>("Exp", -10, 10),
        .. Of<double, Exp2Function>("Exp2", -10, 10),
        .. Of<float, Exp2Function>("Exp2", -10, 10),
        .. Of<double, Exp10Function>("Exp10", -20, 20),
        .. Of<float, Exp10Function>("Exp10", -20, 20),
        .. Of<double, ExpM1Function>("ExpM1", -10, 10),
        .. Of<float, ExpM1Function>("ExpM1", -10, 10),
        .. Of<double, LogFunction>("Log", 0.001, 100),
        .. Of<float, LogFunction>("Log", 0.001, 100),
        .. Of<double, Log2Function>("Log2", 0.001, 100),
        .. Of<float, Log2Function>("Log2", 0.001, 100),
        .. Of<double, Log10Function>("Log10", 0.001, 100),
        .. Of<float, Log10Function>("Log10", 0.001, 100),
        .. Of<double, LogP1Function>("LogP1", -0.9, 100),
        .. Of<float, LogP1Function>("LogP1", -0.9, 100),
        .. Of<double, SigmoidFunction>("Sigmoid", -10, 10),
        .. Of<float, SigmoidFunction>("Sigmoid", -10, 10),
        .. Of<double, SoftplusFunction>("Softplus", -10, 10),
        .. Of<float, SoftplusFunction>("Softplus", -10, 10),
        .. Of<double, TanhFunction>("Tanh", -10, 10),
        .. Of<float, TanhFunction>("Tanh", -10, 10),
        .. Of<double, SinhFunction>("Sinh", -10, 10),
        .. Of<float, SinhFunction>("Sinh", -10, 10),
        .. Of<double, CoshFunction>("Cosh", -10, 10),
        .. Of<float, CoshFunction>("Cosh", -10, 10),
        .. Of<double, AsinhFunction>("Asinh", -10, 10),
        .. Of<float, AsinhFunction>("Asinh", -10, 10),
        .. Of<double, AcoshFunction>("Acosh", 1, 100),
        .. Of<float, AcoshFunction>("Acosh", 1, 100),
        .. Of<double, AtanhFunction>("Atanh", -0.99, 0.99),
        .. Of<float, AtanhFunction>("Atanh", -0.99, 0.99),
        .. Of<double, SinFunction>("Sin", -10, 10),
        .. Of<float, SinFunction>("Sin", -10, 10),
        .. Of<double, CosFunction>("Cos", -10, 10),
        .. Of<float, CosFunction>("Cos", -10, 10),
        .. Of<double, TanFunction>("Tan", -10, 10),
        .. Of<float, TanFunction>("Tan", -10, 10),
        .. Of<double, AsinFunction>("Asin", -1, 1),
        .. Of<float, AsinFunction>("Asin", -1, 1),
        .. Of<double, AcosFunction>("Acos", -1, 1),
        .. Of<float, AcosFunction>("Acos", -1, 1),
        .. Of<double, AtanFunction>("Atan", -10, 10),
        .. Of<float, AtanFunction>("Atan", -10, 10),
        .. Of<double, CbrtFunction>("Cbrt", -10, 10),
        .. Of<float, CbrtFunction>("Cbrt", -10, 10),
        .. Of<double, ErfFunction>("Erf", -10, 10),
        .. Of<float, ErfFunction>("Erf", -10, 10),
        .. Of<double, ErfcFunction>("Erfc", -10, 10),
        .. Of<float, ErfcFunction>("Erfc", -10, 10),
        .. Of<double, NormalCdfFunction>("NormalCdf", -10, 10),
        .. Of<float, NormalCdfFunction>("NormalCdf", -10, 10),
        .. Of<double, GeluFunction>("Gelu", -10, 10),
        .. Of<float, GeluFunction>("Gelu", -10, 10),
        .. Of<double, PowFunction>("Pow", 0.001, 20),
        .. Of<float, PowFunction>("Pow", 0.001, 20),
        .. Of<double, Atan2Function>("Atan2", -10, 10),
        .. Of<float, Atan2Function>("Atan2", -10, 10),
    ];

    private static IEnumerable<Case> Of<T, TFunction>(string name, double lower, double upper)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : IVectorFunction<T>
    {
        var (x, y) = (Samples<T>(lower, upper), new T[Length]);
        string bench = $"math/{name}/{typeof(T).Name}";
        yield return Elementwise("vector", () => Vectors<T, TFunction>(x, y));
        if (TFunction.Tensor is { } tensor)
        {
            yield return Elementwise("tensor", () => tensor(x, y));
        }

        if (TFunction.Scalar is { } scalar)
        {
            yield return Elementwise("scalar", () => Scalars(x, y, scalar));
        }

        Case Elementwise(string variant, Action run) => new(bench, variant, () => () =>
        {
            run();
            return double.CreateTruncating(y[1]);
        }) { Items = Length };
    }

    private static T[] Samples<T>(double lower, double upper)
        where T : unmanaged, INumberBase<T>
    {
        var random = new Random(1);
        var samples = new T[Length];
        for (int i = 0; i < Length; i++)
        {
            samples[i] = T.CreateTruncating(lower + ((upper - lower) * random.NextDouble()));
        }

        return samples;
    }

    private static void Vectors<T, TFunction>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        where TFunction : IVectorFunction<T>
    {
        ReadOnlySpan<Vector<T>> source = MemoryMarshal.Cast<T, Vector<T>>(x);
        Span<Vector<T>> destination = MemoryMarshal.Cast<T, Vector<T>>(y)[..source.Length];
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = TFunction.Of(source[i]);
        }
    }

    private static void Scalars<T>(ReadOnlySpan<T> x, Span<T> y, Func<T, T> function)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = function(x[i]);
        }
    }
}
