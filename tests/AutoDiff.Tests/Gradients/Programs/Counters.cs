using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Counters that loops carry along beside their own.</summary>
public static partial class Counters
{
    /// <summary>The product of a packed triangular matrix, column after column, and a vector.</summary>
    [Differentiable]
    public static double Packed(ReadOnlySpan<double> packed, ReadOnlySpan<double> x)
    {
        Span<double> product = new double[x.Length];
        int next = 0;
        for (int column = 0; column < x.Length; column++)
        {
            for (int row = column; row < x.Length; row++)
            {
                product[row] += packed[next++] * x[column];
            }
        }

        double sum = 0;
        foreach (double value in product) sum += value * value;
        return sum;
    }

    /// <summary>Two counters through a nest, one upwards by two and one downwards, and both behind it.</summary>
    [Differentiable]
    public static double TwoWays(ReadOnlySpan<double> x, int rows)
    {
        int columns = x.Length / rows / 2, up = -2, down = x.Length;
        double sum = 0;
        for (int i = rows - 1; i >= 0; i--)
        {
            for (int j = 0; j < columns; j++)
            {
                up += 2;
                down -= 1;
                sum += (j + 1) * x[up] * Math.Sin(x[down]);
            }

            down -= columns;
        }

        return sum * (1 + up) / (2 + Math.Abs(down));
    }

    /// <summary>A search that ends early, and how far it got.</summary>
    [Differentiable]
    public static double UntilNegative(ReadOnlySpan<double> x)
    {
        int weight = 3;
        double product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            weight += 2;
            if (x[i] < 0) break;
            product *= 1 + (weight * x[i] * x[i] / 100);
        }

        return weight * product;
    }

    /// <summary>What a counter has come to when another loop starts from it.</summary>
    [Differentiable]
    public static double OneAfterAnother(ReadOnlySpan<double> x)
    {
        int position = 0;
        double sum = 0;
        for (int i = 0; i < x.Length / 2; i++, position++)
        {
            sum += x[position] * x[position];
        }

        for (int i = x.Length / 2; i < x.Length; i++)
        {
            sum *= Math.Cos(x[position++]);
        }

        return sum + position;
    }
}
