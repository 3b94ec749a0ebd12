using System;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Lists linked through integer arrays, from which elements are taken out and put back while values are computed.</summary>
public sealed class LinkedListTests
{
    /// <summary>A determinant by minors: the columns that are left form a list. Row after row takes a column out, and puts
    /// it back when all minors without it are done; what would be recursion keeps the place of each row in an array.</summary>
    private const string Source = """
        using System;
        using AutoDiff;

        public static partial class C
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Determinant(double[,] a)
            {
                int n = a.GetLength(0);
                int[] next = new int[n + 1], previous = new int[n + 1], column = new int[n + 1];
                for (int k = 0; k <= n; k++)
                {
                    next[k] = (k + 1) % (n + 1);
                    previous[k] = (k + n) % (n + 1);
                }

                double[] minor = new double[n + 1], sign = new double[n + 1];
                minor[n] = 1;
                int row = 0;
                if (n > 0)
                {
                    column[0] = next[0];
                    sign[0] = 1;
                }

                while (row >= 0 && n > 0)
                {
                    int here = column[row];
                    if (here == 0)
                    {
                        // All columns of this row are done.
                        double value = minor[row];
                        minor[row] = 0;
                        row--;
                        if (row < 0)
                        {
                            minor[n] = value;
                            continue;
                        }

                        here = column[row];
                        next[previous[here]] = here;
                        previous[next[here]] = here;
                        minor[row] += sign[row] * a[row, here - 1] * value;
                        sign[row] = -sign[row];
                        column[row] = next[here];
                        continue;
                    }

                    next[previous[here]] = next[here];
                    previous[next[here]] = previous[here];
                    if (row == n - 1)
                    {
                        minor[row] += sign[row] * a[row, here - 1];
                        next[previous[here]] = here;
                        previous[next[here]] = here;
                        sign[row] = -sign[row];
                        column[row] = next[here];
                        continue;
                    }

                    row++;
                    column[row] = next[0];
                    sign[row] = 1;
                }

                return minor[n];
            }

            [Differentiable]
            public static double Sorted(ReadOnlySpan<double> x, int[] next)
            {
                // Insertion into a sorted list; the sum weighs each value by its rank.
                int head = -1;
                for (int i = 0; i < x.Length; i++)
                {
                    int before = -1, at = head;
                    while (at >= 0 && x[at] < x[i])
                    {
                        before = at;
                        at = next[at];
                    }

                    next[i] = at;
                    if (before < 0) head = i;
                    else next[before] = i;
                }

                double sum = 0;
                int rank = 0;
                for (int at = head; at >= 0; at = next[at]) sum = sum * x[at] + ++rank * x[at] * x[at];
                return sum;
            }
        }
        """;

    private static readonly Lazy<CompiledProgram> Program = new(() => GeneratorHarness.RunInAllModes(Source).Program!);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Minors_over_a_list_of_columns_make_a_determinant(int n)
    {
        var a = (double[,])NumberArrays.Map(new double[n, n], (i, _) => Math.Cos((2 * i) + 1));
        for (int i = 0; i < n; i++) a[i, i] += 1.5;
        GradientCheck.Run(Program.Value, "C", "Determinant", a);
        if (n == 2) Assert.Equal((a[0, 0] * a[1, 1]) - (a[0, 1] * a[1, 0]), (double)Program.Value.Call("C", "Determinant", a)!, 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void Values_follow_the_list_that_they_order(int n) =>
        GradientCheck.Run(Program.Value, "C", "Sorted", Enumerable.Range(0, n).Select(i => Math.Sin(5 * i) + (0.1 * i)).ToArray(), new int[n]);
}
