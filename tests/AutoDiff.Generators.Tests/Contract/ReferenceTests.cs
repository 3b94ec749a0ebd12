using System;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary><c>ref</c> locals stand for elements and variables.</summary>
public sealed class ReferenceTests
{
    private const string Source = """
        using System;
        using AutoDiff;

        public static partial class C
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Elements(Span<double> x, double[] y, double[,] m, int k)
            {
                ref double first = ref x[k];
                ref readonly double other = ref y[^1];
                first *= other;
                first += first * x[k];
                ref double middle = ref m[k, 1];
                middle++;
                y[^1] = 3 * first;
                return first * other + Math.Sin(middle) * m[k, 1] + x[0];
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Reassigned(Span<double> x, double[] y, double[,] m, int k)
            {
                ref double largest = ref x[0];
                for (int i = 1; i < x.Length; i++)
                {
                    if (x[i] > largest) largest = ref x[i];
                    largest *= 0.5;
                }

                ref double next = ref y[0];
                int round = 0;
                do
                {
                    next += largest;
                    next = ref round == k ? ref m[1, round] : ref y[round];
                    (round > 0 ? ref next : ref largest) *= 1.5;
                }
                while (++round < 3);

                double sum = next * next;
                foreach (double element in m) sum += element * element;
                foreach (double element in y) sum += element * element * element;
                return sum;
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Variables(ReadOnlySpan<double> x, double scale, int k)
            {
                double even = 0, odd = scale, last;
                int count = 0;
                ref int counter = ref count;
                for (int i = 0; i < x.Length; i++)
                {
                    double own = x[i];
                    ref double part = ref i % 2 == 0 ? ref even : ref odd;
                    ref double mine = ref own;
                    mine *= mine;
                    part += own * scale;
                    counter += i;
                    if (part > 4) scale = part;
                }

                ref double total = ref scale;
                total += count * even;
                last = total;
                ref double end = ref last;
                end *= odd;
                return last + scale;
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static float Each(Span<float> x, ReadOnlySpan<float> y, float[,] m)
            {
                float sum = 0;
                foreach (ref float element in x)
                {
                    element *= element;
                    if (element > 1) element = 2 * sum;
                    sum += element;
                }

                foreach (ref readonly float element in y) sum *= 1 + element;
                foreach (ref readonly float element in x) sum += element;
                return sum;
            }

            [Differentiable]
            public static double At(double[] x, int k, int n)
            {
                double sum = 0;
                for (int i = 0; i < n; i++)
                {
                    x[0] += 1;
                    ref double element = ref x[k];
                    x[0] += 1;
                    sum += element;
                }

                return sum;
            }
        }
        """;

    private static readonly Lazy<CompiledProgram> Program = new(() => GeneratorHarness.RunInAllModes(Source).Program!);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(5, 2)]
    public void Elements_are_referred_to(int n, int k) => GradientCheck.Run(Program.Value, "C", "Elements", Numbers(Math.Max(n, k + 1)), Numbers(n), Matrix(), k);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 2)]
    [InlineData(5, 1)]
    [InlineData(5, 7)]
    public void A_reference_is_assigned_on_some_paths(int n, int k) => GradientCheck.Run(Program.Value, "C", "Reassigned", Numbers(n), Numbers(3), Matrix(), k);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Variables_are_referred_to(int n) => GradientCheck.Run(Program.Value, "C", "Variables", Numbers(n), 0.75, 1);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void Foreach_by_reference_writes_elements(int n)
    {
        float[] x = Array.ConvertAll(Numbers(n), number => (float)number), y = [0.5f, 0.25f];
        GradientCheck.Run(Program.Value, "C", "Each", x, y, new float[0, 2]);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(3, 0)]
    [InlineData(3, 2)]
    [InlineData(-1, 2)]
    public void A_reference_to_nothing_throws_where_it_is_made(int k, int n)
    {
        double[] primal = [1, 2, 3], derivative = [1, 2, 3];
        CompiledProgram program = Program.Value;
        Exception? expected = Record.Exception(() => program.Call("C", "At", primal, k, n));
        Exception? actual = Record.Exception(() => program.Call("C", "AtGradient", derivative, k, n, new double[3]));
        Assert.Equal(expected?.GetType(), actual?.GetType());
        Assert.Equal(primal, derivative);
    }

    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => 0.9 + (0.6 * Math.Sin(2 * i)))];

    private static double[,] Matrix() => (double[,])NumberArrays.Map(new double[3, 3], (i, _) => 0.3 + (0.5 * Math.Cos(i)));
}
