using System;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Methods that get back to themselves are functions of their own, in split form.</summary>
public sealed class RecursionTests
{
    private const string Source = """
        using System;
        using AutoDiff;

        public static partial class C
        {
            [Differentiable]
            public static double PowerOf(double x, double y, int n) => Math.Sin(Power(x, n)) * y;

            private static double Power(double x, int n)
            {
                if (n == 0) return 1;
                double half = Power(x, n / 2);
                return n % 2 == 0 ? half * half : half * half * x;
            }

            [Differentiable]
            public static double Rising(double x, int n) => n == 0 ? 1 : x * Rising(x + 1, n - 1);

            [Differentiable]
            public static double Fibonacci(double x, int n) => n < 2 ? Math.Exp(x * n) : Fibonacci(x * 0.5, n - 1) + x * Fibonacci(x, n - 2);

            [Differentiable]
            public static double Ackermann(double x, int m, int n)
            {
                if (m == 0) return x * x + n;
                if (n == 0) return Math.Sin(Ackermann(x, m - 1, 1));
                double inner = Ackermann(x * 0.9, m, n - 1);
                return Ackermann(inner, m - 1, n);
            }

            [Differentiable]
            public static double Turns(double x, int n) => Even(x, n);

            private static double Even(double x, int n) => n == 0 ? x : Odd(Math.Sin(x) + x, n - 1);

            private static double Odd(double x, int n)
            {
                if (n == 0) return -x;
                double y = x * x;
                return 0.5 * Even(y, n - 1) + y;
            }

            [Differentiable]
            public static double Horner(ReadOnlySpan<double> c, double x) => Polynomial(c, x);

            private static double Polynomial(ReadOnlySpan<double> c, double x) => c.Length == 0 ? 0 : c[0] + x * Polynomial(c.Slice(1), x);

            [Differentiable]
            public static double Tower(ReadOnlySpan<double> x) => x.IsEmpty ? 1 : Math.Pow(x[0], Tower(x[1..]));

            [Differentiable]
            public static double Determinant(ReadOnlySpan<double> a, int n) => Minor(a, n, 0, (1 << n) - 1);

            private static double Minor(ReadOnlySpan<double> a, int n, int row, int columns)
            {
                if (row == n) return 1;
                double sum = 0, sign = 1;
                for (int j = 0; j < n; j++)
                {
                    if ((columns & (1 << j)) == 0) continue;
                    sum += sign * a[row * n + j] * Minor(a, n, row + 1, columns & ~(1 << j));
                    sign = -sign;
                }

                return sum;
            }

            [Differentiable]
            public static double Quadrature(double a, double b, double w, [NoGradient] double tolerance) => Adaptive(a, b, w, tolerance, 0);

            private static double Adaptive(double a, double b, double w, double tolerance, int depth)
            {
                double middle = 0.5 * (a + b), whole = Simpson(a, b, w), halves = Simpson(a, middle, w) + Simpson(middle, b, w);
                if (depth > 5 || Math.Abs(whole - halves) < tolerance) return halves;
                return Adaptive(a, middle, w, tolerance / 2, depth + 1) + Adaptive(middle, b, w, tolerance / 2, depth + 1);
            }

            private static double Simpson(double a, double b, double w) => (b - a) / 6 * (Integrand(a, w) + 4 * Integrand(0.5 * (a + b), w) + Integrand(b, w));

            private static double Integrand(double x, double w) => Math.Exp(-w * x * x) * Math.Cos(3 * x);

            [Differentiable]
            public static double Tree(double[] value, double[] weight, int[] left, int[] right) => Node(value, weight, left, right, 0);

            private static double Node(double[] value, double[] weight, int[] left, int[] right, int node)
            {
                if (node < 0) return 0;
                double below = Node(value, weight, left, right, left[node]) * weight[node] + Node(value, weight, left, right, right[node]);
                return Math.Tanh(value[node] + below);
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double QuickSorted(Span<double> x, ReadOnlySpan<double> w)
            {
                QuickSort(x, 0, x.Length - 1);
                double sum = 0;
                for (int i = 0; i < x.Length; i++) sum += w[i] * x[i] * x[i];
                return sum;
            }

            private static void QuickSort(Span<double> a, int low, int high)
            {
                if (low >= high) return;
                double pivot = a[(low + high) / 2];
                int i = low, j = high;
                while (i <= j)
                {
                    while (a[i] < pivot) i++;
                    while (a[j] > pivot) j--;
                    if (i > j) break;
                    (a[i], a[j]) = (a[j], a[i]);
                    i++;
                    j--;
                }

                QuickSort(a, low, j);
                QuickSort(a, i, high);
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double MergeSorted(ReadOnlySpan<double> x, Span<double> sorted)
            {
                x.CopyTo(sorted);
                MergeSort(sorted);
                double sum = 0;
                for (int i = 0; i < sorted.Length; i++) sum += (i + 1) * Math.Sin(sorted[i]);
                return sum;
            }

            private static void MergeSort(Span<double> a)
            {
                if (a.Length < 2) return;
                int middle = a.Length / 2;
                MergeSort(a[..middle]);
                MergeSort(a[middle..]);
                double[] merged = new double[a.Length];
                int i = 0, j = middle;
                for (int k = 0; k < merged.Length; k++) merged[k] = j == a.Length || (i < middle && a[i] <= a[j]) ? a[i++] : a[j++];
                merged.CopyTo(a);
            }

            [Differentiable(Derivatives.Vjp)]
            public static void Fourier(Span<double> re, Span<double> im) => Transform(re, im, re.Length, 1);

            private static void Transform(Span<double> re, Span<double> im, int n, int stride)
            {
                if (n == 1) return;
                int half = n / 2;
                Span<double> evenRe = stackalloc double[half], evenIm = new double[half], oddRe = new double[half], oddIm = new double[half];
                for (int k = 0; k < half; k++)
                {
                    (evenRe[k], evenIm[k]) = (re[2 * k], im[2 * k]);
                    (oddRe[k], oddIm[k]) = (re[2 * k + 1], im[2 * k + 1]);
                }

                Transform(evenRe, evenIm, half, 2 * stride);
                Transform(oddRe, oddIm, half, 2 * stride);
                for (int k = 0; k < half; k++)
                {
                    double angle = -2 * Math.PI * k / n, c = Math.Cos(angle), s = Math.Sin(angle);
                    double r = c * oddRe[k] - s * oddIm[k], i = s * oddRe[k] + c * oddIm[k];
                    (re[k], im[k]) = (evenRe[k] + r, evenIm[k] + i);
                    (re[k + half], im[k + half]) = (evenRe[k] - r, evenIm[k] - i);
                }
            }
        }
        """;

    private static readonly Lazy<CompiledProgram> Program = new(static () => GeneratorHarness.RunInAllModes(Source).Program!);

    private static void Check(string method, params object[] arguments) => GradientCheck.Run(Program.Value, "C", method, arguments);

    private static double[] Numbers(int count, int seed = 3)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() + 0.5)];
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    public void Products(int n)
    {
        Check("PowerOf", 1.1, 0.7, n);
        Check("Rising", 0.3, n);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    public void Double_recursion(int n) => Check("Fibonacci", 0.6, n);

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(2, 3)]
    public void Recursion_on_its_own_result(int m, int n) => Check("Ackermann", 0.7, m, n);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mutual_recursion(int n) => Check("Turns", 0.4, n);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Memory_that_gets_shorter(int n)
    {
        Check("Horner", Numbers(n), 0.8);
        Check("Tower", Numbers(n));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Recursion_in_a_loop(int n) => Check("Determinant", Numbers(n * n), n);

    [Theory]
    [InlineData(1e-1)]
    [InlineData(3e-3)]
    [InlineData(0)]
    public void Recursion_to_a_tolerance(double tolerance) => Check("Quadrature", 0.1, 2.3, 0.8, tolerance);

    [Fact]
    public void A_tree_in_arrays() => Check("Tree", Numbers(5), Numbers(5, 4), new[] { 1, 3, -1, -1, -1 }, new[] { 2, -1, 4, -1, -1 });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void Memory_written_in_place(int n)
    {
        Check("QuickSorted", Numbers(n), Numbers(n, 4));
        Check("MergeSorted", Numbers(n), new double[n]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Memory_of_its_own_at_every_depth(int n) => Check("Fourier", Numbers(n), Numbers(n, 4));
}
