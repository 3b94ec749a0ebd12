using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Programs that call methods with rules of their own.</summary>
public static partial class Rules
{
    /// <summary>A network of layers whose product has a rule: state := tanh(w · state + bias), round by round.</summary>
    [Differentiable]
    public static double Layers(ReadOnlySpan<double> w, ReadOnlySpan<double> x, double bias)
    {
        Span<double> state = new double[x.Length], next = new double[x.Length];
        x.CopyTo(state);
        double loss = 0;
        for (int round = 0; round < 3; round++)
        {
            next.Fill(bias);
            AddProduct(w, state, next);
            for (int i = 0; i < next.Length; i++) state[i] = Math.Tanh(next[i]);
            loss += LogSumExp(state);
        }

        return loss;
    }

    /// <summary>Every prefix of what has been changed so far.</summary>
    [Differentiable]
    public static double Prefixes(Span<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += LogSumExp(x[..(i + 1)]) * x[i];
            if (i % 3 == 1) x[i] = 0.25 * sum;
        }

        return sum;
    }

    /// <summary>y += w · x.</summary>
    [CustomVjp(nameof(AddProductVjp)), CustomJvp(nameof(AddProductJvp))]
    private static void AddProduct(ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            for (int j = 0; j < x.Length; j++) y[i] += w[(i * x.Length) + j] * x[j];
        }
    }

    private static void AddProductVjp(ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> y, Span<double> dW, Span<double> dX, Span<double> dY)
    {
        for (int i = 0; i < y.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                dW[(i * x.Length) + j] += dY[i] * x[j];
                dX[j] += dY[i] * w[(i * x.Length) + j];
            }
        }
    }

    private static void AddProductJvp(ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> y, ReadOnlySpan<double> vW, ReadOnlySpan<double> vX, Span<double> vY)
    {
        AddProduct(w, x, y);
        AddProduct(w, vX, vY);
        AddProduct(vW, x, vY);
    }

    [CustomVjp(nameof(LogSumExpVjp)), CustomJvp(nameof(LogSumExpJvp))]
    private static double LogSumExp(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double element in x) sum += Math.Exp(element);
        return x.IsEmpty ? 0 : Math.Log(sum);
    }

    private static void LogSumExpVjp(ReadOnlySpan<double> x, double result, double seed, Span<double> dX)
    {
        for (int i = 0; i < x.Length; i++) dX[i] += seed * Math.Exp(x[i] - result);
    }

    private static (double Value, double Tangent) LogSumExpJvp(ReadOnlySpan<double> x, double result, ReadOnlySpan<double> vX)
    {
        double tangent = 0;
        for (int i = 0; i < x.Length; i++) tangent += vX[i] * Math.Exp(x[i] - result);
        return (result, tangent);
    }
}
