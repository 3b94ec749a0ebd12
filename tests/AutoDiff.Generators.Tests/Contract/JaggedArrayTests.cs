using System;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Parameters of type <c>T[][]</c>.</summary>
public sealed class JaggedArrayTests
{
    private const string Source = """
        using System;
        using AutoDiff;

        public static partial class C
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Read(double[][] a, [NoGradient] double[][] weights, int[][] signs)
            {
                double sum = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    double[] row = a[i];
                    double product = 1;
                    for (int j = 0; j < row.Length; j++) product *= 1 + weights[i][j] * Math.Sin(a[i][j]) * signs[i][j];
                    foreach (double element in a[a.Length - 1 - i]) sum += element * product;
                }

                foreach (double[] row in a)
                {
                    if (row.Length > 1) sum += row[^1] * row[0];
                    foreach (double element in row[1..].AsSpan()) sum *= element;
                    if (row.Length > 2) break;
                }

                return sum;
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static float Written(float[][] a, float x)
            {
                float sum = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    for (int j = 0; j < a[i].Length; j++)
                    {
                        a[i][j] *= x + j;
                        sum += a[i][j] * a[i][j] / 8;
                    }

                    a[i].AsSpan().Reverse();
                    if (i > 0 && a[i - 1].Length <= a[i].Length) a[i - 1].CopyTo(a[i], 0);
                    if (a[i].Length > 3) Array.Fill(a[i], x, 1, 2);
                }

                return sum + x;
            }

            /// Each row from the one before it, which the loop carries.
            [Differentiable]
            public static double Table(double[][] table, ReadOnlySpan<double> x)
            {
                double[] previous = table[0];
                for (int t = 1; t < table.Length; t++)
                {
                    double[] current = table[t];
                    for (int j = 0; j < current.Length; j++) current[j] = previous[j] * Math.Cos(x[j]) + (j > 0 ? current[j - 1] : 1);
                    previous = current;
                }

                double sum = 0;
                foreach (double last in previous) sum += last * last;
                return sum;
            }

            [Differentiable]
            public static double At(double[][] a, int i, int j, int n)
            {
                double sum = 0;
                for (int k = 0; k < n; k++) sum += a[i][j] * a[0][0];
                double[] row = a[1];
                return sum;
            }
        }
        """;

    private static readonly Lazy<CompiledProgram> Program = new(() => GeneratorHarness.RunInAllModes(Source).Program!);

    public static TheoryData<int[]> Shapes => [[], [0], [1], [3, 0, 2], [2, 3, 4], [5, 1]];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rows_are_read(int[] lengths)
    {
        int[][] signs = [.. lengths.Select(length => Enumerable.Range(0, length).Select(j => (j % 3) - 1).ToArray())];
        if (lengths is [0])
        {
            // A range from the second element on does not fit an empty row.
            Assert.Throws<ArgumentOutOfRangeException>(() => Program.Value.Call("C", "Read", Rows(lengths), Rows(lengths), signs));
            Assert.Throws<ArgumentOutOfRangeException>(() => Program.Value.Call("C", "ReadGradient", Rows(lengths), Rows(lengths), signs, Rows(lengths)));
            return;
        }

        GradientCheck.Run(Program.Value, "C", "Read", Rows(lengths), Rows(lengths), signs);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rows_are_overwritten(int[] lengths)
    {
        float[][] rows = [.. Rows(lengths).Select(row => Array.ConvertAll(row, number => (float)number))];
        GradientCheck.Run(Program.Value, "C", "Written", rows, 0.75f);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 0)]
    [InlineData(4, 3)]
    public void A_row_is_carried_round_a_loop(int rows, int columns) =>
        GradientCheck.Run(Program.Value, "C", "Table", Rows([.. Enumerable.Repeat(columns, rows)]), Rows([columns])[0]);

    [Theory]
    [InlineData(2, 0, 1)]
    [InlineData(-1, 0, 1)]
    [InlineData(0, 3, 1)]
    [InlineData(2, 3, 0)]
    [InlineData(1, 1, 2)]
    public void An_element_that_is_not_there_throws_where_it_is_used(int i, int j, int n)
    {
        foreach (int[] lengths in new int[][] { [3, 2], [3], [0, 1], [] })
        {
            object?[] arguments = [Rows(lengths), i, j, n];
            CompiledProgram program = Program.Value;
            Exception? expected = Record.Exception(() => program.Call("C", "At", arguments));
            Exception? actual = Record.Exception(() => program.Call("C", "AtGradient", [.. arguments, Rows(lengths)]));
            Assert.Equal(expected?.GetType(), actual?.GetType());
        }
    }

    [Fact]
    public void Buffers_of_another_shape_are_refused_at_the_row()
    {
        double[][] a = Rows([2, 3]);
        Assert.Contains("3 rows", Refused("dA", a, Rows([2, 3, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("Row 1 of 'dA' has length 2, but length 3", Refused("dA", a, Rows([2, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("Row 0 of 'dA' is null", Refused("dA", a, [null!, new double[3]]).Message, StringComparison.Ordinal);
        Assert.Contains("Row 1 of 'a' is null", Refused("a", [new double[2], null!], a).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("a", () => Gradient(null, a));
        Assert.Throws<ArgumentNullException>("dA", () => Gradient(a, null));
    }

    [Fact]
    public void Rows_that_are_the_same_are_refused_where_one_is_written()
    {
        double[] shared = [1, 2], x = [1, 2];
        double[][] twice = [shared, shared];
        Refused("dA", Rows([2, 2]), twice);
        Refused("dA", [shared, new double[2]], [new double[2], shared]);
        Gradient(twice, Rows([2, 2]));
        Assert.Throws<ArgumentException>("table", () => Table(twice, x, Rows([2, 2]), new double[2]));
        Assert.Throws<ArgumentException>("x", () => Table([shared, new double[2]], shared, Rows([2, 2]), new double[2]));
        Assert.Throws<ArgumentException>("dTable", () => Table(Rows([2, 2]), x, [new double[2], x], new double[2]));
        Assert.Throws<ArgumentException>("dX", () => Table(Rows([2, 2]), x, [new double[2], shared], shared));
        Gradient([[], []], [[], []]);
    }

    private static ArgumentException Refused(string parameter, double[][] a, double[][] dA) => Assert.Throws<ArgumentException>(parameter, () => Gradient(a, dA));

    private static void Gradient(double[][]? a, double[][]? dA) => Program.Value.Call("C", "AtGradient", a, 0, 0, 0, dA);

    private static void Table(double[][] table, double[] x, double[][] dTable, double[] dX) => Program.Value.Call("C", "TableGradient", table, x, dTable, dX);

    private static double[][] Rows(int[] lengths) =>
        [.. lengths.Select((length, i) => Enumerable.Range(0, length).Select(j => 0.4 + (0.5 * Math.Cos((5 * i) + j))).ToArray())];
}
