using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace AutoDiff.Benchmarks.Cases;

/// <summary>Products of matrices on one thread, in squares and in the shapes of layers: m rows, k summands, n columns.</summary>
internal static class KernelCases
{
    private static readonly (int M, int K, int N)[] Shapes = [(16, 16, 16), (64, 128, 10), (64, 784, 128), (128, 784, 512), (128, 128, 128), (256, 256, 256), (512, 512, 512), (1024, 1024, 1024)];

    private delegate void Product<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, Transposed transposed, bool accumulate, int lda, int ldb, int ldc);

    private delegate void VectorProduct<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> x, Span<T> y, int m, int n, bool transpose, bool accumulate, int lda);

    public static IEnumerable<Case> All() => [.. Of<float>(Kernels.Gemm, Kernels.Gemv), .. Of<double>(Kernels.Gemm, Kernels.Gemv), .. Layers()];

    private static IEnumerable<Case> Of<T>(Product<T> gemm, VectorProduct<T> gemv)
        where T : INumber<T> =>
    [
        .. from shape in Shapes
           from transposed in new[] { Transposed.None, Transposed.A, Transposed.B }
           select new Case($"gemm/{typeof(T).Name}/{shape.M}x{shape.K}x{shape.N}", transposed.ToString(), () => Multiply(gemm, shape, transposed)) { Operations = 2.0 * shape.M * shape.K * shape.N },
        .. from transpose in new[] { false, true }
           select new Case($"gemv/{typeof(T).Name}/512x512", transpose ? "A" : "None", () => Multiply(gemv, transpose)) { Operations = 2.0 * 512 * 512 },
    ];

    private static Func<double> Multiply<T>(Product<T> gemm, (int M, int K, int N) shape, Transposed transposed)
        where T : INumber<T>
    {
        T[] a = Numbers<T>(shape.M * shape.K), b = Numbers<T>(shape.K * shape.N), c = new T[shape.M * shape.N];
        return () =>
        {
            Kernels.Threads = 1;
            gemm(a, b, c, shape.M, shape.N, shape.K, transposed, false, 0, 0, 0);
            return double.CreateChecked(c[^1]);
        };
    }

    private static Func<double> Multiply<T>(VectorProduct<T> gemv, bool transpose)
        where T : INumber<T>
    {
        T[] a = Numbers<T>(512 * 512), x = Numbers<T>(512), y = new T[512];
        return () =>
        {
            gemv(a, x, y, 512, 512, transpose, false, 0);
            return double.CreateChecked(y[^1]);
        };
    }

    /// <summary>The loops of a layer over a batch, as a user writes them: what the compiler makes of them.</summary>
    private static IEnumerable<Case> Layers() => new[] { (4, 8, 8), (8, 16, 8), (16, 16, 16), (32, 32, 32), (64, 128, 10), (64, 784, 128), (128, 784, 512) }.SelectMany(static shape => Layer(shape.Item1, shape.Item2, shape.Item3));

    private static IEnumerable<Case> Layer(int batch, int inputs, int outputs)
    {
        float[] x = Numbers<float>(batch * inputs), w = Numbers<float>(outputs * inputs), bias = Numbers<float>(outputs), y = new float[batch * outputs];
        float[] dX = new float[x.Length], dW = new float[w.Length], dBias = new float[bias.Length], dY = new float[y.Length];
        double operations = 2.0 * batch * inputs * outputs;
        string bench = $"layer/{batch}x{inputs}x{outputs}";
        yield return new Case(bench, Case.Primal, () => () =>
        {
            Layered.Dense(x, w, bias, y, batch, inputs, outputs);
            return y[0];
        }) { Operations = operations };
        yield return new Case(bench, "pullback", () => () =>
        {
            dY.AsSpan().Fill(1);
            Layered.DenseVjp(x, w, bias, y, batch, inputs, outputs, dX, dW, dBias, dY);
            return dW[0];
        }) { Operations = 3 * operations };
        yield return new Case(bench, "pullback of loops", () => () =>
        {
            dY.AsSpan().Fill(1);
            Layered.LoopsVjp(x, w, bias, y, batch, inputs, outputs, dX, dW, dBias, dY);
            return dW[0];
        }) { Operations = 3 * operations };
    }

    private static T[] Numbers<T>(int count)
        where T : INumber<T> => [.. Enumerable.Range(0, count).Select(static i => T.CreateChecked(Math.Sin(i) / 8))];
}

internal static partial class Layered
{
    [Differentiable]
    public static void Dense(ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> bias, [Output] Span<float> y, int batch, int inputs, int outputs)
    {
        for (int i = 0; i < batch; i++)
        {
            for (int j = 0; j < outputs; j++)
            {
                float sum = bias[j];
                for (int k = 0; k < inputs; k++) sum += x[i * inputs + k] * w[j * inputs + k];
                y[i * outputs + j] = MathF.Max(0, sum);
            }
        }
    }

    /// <summary>The same, in a form that is not taken for a product: the loops over vectors alone.</summary>
    [Differentiable]
    public static void Loops(ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> bias, [Output] Span<float> y, int batch, int inputs, int outputs)
    {
        for (int i = 0; i < batch; i++)
        {
            int row = 0;
            for (int j = 0; j < outputs; j++)
            {
                float sum = bias[j];
                for (int k = 0; k < inputs; k++) sum += x[i * inputs + k] * w[row + k];
                y[i * outputs + j] = MathF.Max(0, sum);
                row += inputs;
                if (row < 0) break;
            }
        }
    }
}
