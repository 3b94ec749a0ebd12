using System;
using System.Runtime.CompilerServices;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Snapshots;

/// <summary>Small methods with the whole text of their derivatives, which are run against differences, too.</summary>
public sealed class SnapshotTests
{
    private static readonly double[] X = [0.7, -1.2, 0.4, 1.9];
    private static readonly double[] Y = [1.1, 0.6, -0.8, 0.25];

    [Fact]
    public void Scalars() => Check("public static double F(double w, [NoGradient] double x) { double r = w * x - 1; return r * r; }", [0.3, 1.7]);

    [Fact]
    public void Rosenbrock() => Check(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            double sum = 0;
            for (int i = 0; i + 1 < x.Length; i++)
            {
                double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
                sum += a * a + 100 * b * b;
            }
            return sum;
        }
        """,
        [X]);

    [Fact]
    public void Logistic() => Check(
        """
        public static float F(ReadOnlySpan<float> w, float b, [NoGradient] ReadOnlySpan<float> x, [NoGradient] ReadOnlySpan<float> y)
        {
            float loss = 0;
            for (int i = 0; i < y.Length; i++)
            {
                ReadOnlySpan<float> row = x.Slice(i * w.Length, w.Length);
                float z = b;
                for (int j = 0; j < w.Length; j++) z += w[j] * row[j];
                loss += MathF.Log(1 + MathF.Exp(-y[i] * z));
            }
            return loss / y.Length;
        }
        """,
        [new[] { 0.5f, -0.25f }, 0.1f, new[] { 1f, 2f, -1f, 0.5f }, new[] { 1f, -1f }]);

    [Fact]
    public void Recursion() => Check(
        """
        public static double F(double x, double y, int n) => Math.Sin(Power(x * y, n));

        private static double Power(double x, int n)
        {
            if (n == 0) return 1;
            double half = Power(x, n / 2);
            return n % 2 == 0 ? half * half : half * half * x;
        }
        """,
        [0.8, 1.1, 5]);

    [Fact]
    public void Softmax() => Check(
        """
        public static double F(ReadOnlySpan<double> z, [NoGradient] int label)
        {
            if (z.Length == 0) return 0;
            double max = z[0];
            for (int i = 1; i < z.Length; i++) max = Math.Max(max, z[i]);
            double sum = 0;
            for (int i = 0; i < z.Length; i++) sum += Math.Exp(z[i] - max);
            return max + Math.Log(sum) - z[label];
        }
        """,
        [X, 1]);

    [Fact]
    public void Perceptron() => Check(
        """
        public static double F(ReadOnlySpan<double> w1, ReadOnlySpan<double> w2, [NoGradient] ReadOnlySpan<double> x, [NoGradient] double target, [Scratch] Span<double> hidden)
        {
            for (int j = 0; j < hidden.Length; j++)
            {
                double s = 0;
                for (int k = 0; k < x.Length; k++) s += w1[j * x.Length + k] * x[k];
                hidden[j] = Math.Tanh(s);
            }
            double y = 0;
            for (int j = 0; j < hidden.Length; j++) y += w2[j] * hidden[j];
            double e = y - target;
            return e * e;
        }
        """,
        [X, new[] { 0.3, -0.6 }, new[] { 0.5, 0.8 }, 0.2, new double[2]]);

    [Fact]
    public void Triangle() => Check(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            double energy = 0;
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = i + 1; j < x.Length; j++)
                {
                    double d = x[i] - x[j];
                    energy += 1 / (d * d + 0.1);
                }
            }
            return energy;
        }
        """,
        [X]);

    [Fact]
    public void Branches() => Check(
        """
        public static double F(ReadOnlySpan<double> x, double slope)
        {
            double product = 1;
            for (int i = 0; i < x.Length; i++)
            {
                double y = x[i];
                if (y > 0) product *= Math.Sin(y);
                else product *= slope * y;
            }
            return product;
        }
        """,
        [X, 0.3]);

    [Fact]
    public void Switch() => Check(
        """
        public static double F(double x, double y, int kind)
        {
            switch (kind)
            {
                case 0: return x * y;
                case 1 or 2: x = Math.Sqrt(x); break;
                default: x *= x; break;
            }
            return x + y * x;
        }
        """,
        [0.8, 0.4, 2]);

    [Fact]
    public void Foreach() => Check(
        """
        public static double F(ReadOnlySpan<double> x)
        {
            double mean = 0;
            foreach (double v in x) mean += v;
            mean /= x.Length;
            double variance = 0;
            foreach (double v in x) variance += (v - mean) * (v - mean);
            return Math.Sqrt(variance / x.Length);
        }
        """,
        [X]);

    [Fact]
    public void Tuples() => Check(
        """
        public static double F(double a, double b, int n)
        {
            for (int i = 0; i < n; i++) (a, b) = (b, Math.Sin(a) + b);
            return a * b;
        }
        """,
        [0.4, 0.7, 3]);

    [Fact]
    public void Span_in_and_out() => Check(
        """
        public static void F(Span<double> state, double rate)
        {
            for (int i = 1; i < state.Length; i++) state[i] += rate * state[i - 1] * state[i];
        }
        """,
        [X, 0.2]);

    [Fact]
    public void Output() => Check(
        """
        public static void F(ReadOnlySpan<double> x, double scale, [Output] Span<double> y)
        {
            for (int i = 0; i < x.Length; i++) y[i] = Math.Exp(scale * x[i]);
        }
        """,
        [X, 0.2, new double[4]]);

    [Fact]
    public void Arrays() => Check(
        """
        public static double F(double[] x, double[] weights)
        {
            double sum = 0;
            for (int i = 0; i < x.Length; i++)
            {
                x[i] *= weights[i];
                sum += x[i] * x[i];
            }
            return sum;
        }
        """,
        [X, Y]);

    [Fact]
    public void Float_and_double() => Check(
        """
        public static float F(ReadOnlySpan<float> x, double scale)
        {
            double sum = 0;
            foreach (float v in x) sum += scale * v * v;
            return (float)Math.Sqrt(sum) * x[0];
        }
        """,
        [new[] { 0.5f, -1.5f, 2f }, 0.7]);

    [Fact]
    public void Poles() => Check("public static double F(double x, double y) { double p = Math.Pow(x, y); return Math.Sqrt(x) * Math.Log(y) + p / x; }", [0.8, 1.6]);

    [Fact]
    public void Opaque_calls() => Check(
        """
        public static double F(double x, string name)
        {
            if (double.IsNaN(x)) throw new ArgumentException($"{name} is not a number.", nameof(x));
            int weight = name.Trim().Length;
            return weight * x * x;
        }
        """,
        [0.8, " w "]);

    [Fact]
    public void Tensors() => Check(
        """
        public static double F(ReadOnlySpan<float> x, ReadOnlySpan<float> w, [Scratch] Span<float> p, int label)
        {
            TensorPrimitives.Multiply(x, w, p);
            TensorPrimitives.Sigmoid(p, p);
            float best = TensorPrimitives.Max(x);
            return best * TensorPrimitives.Distance(x, w) - Math.Log(p[label]);
        }
        """,
        [new[] { 0.5f, -1.5f, 2f }, new[] { 0.25f, 0.75f, -0.5f }, new float[3], 1]);

    [Fact]
    public void Containing_types()
    {
        GeneratorResult result = GeneratorHarness.Run("""
            using AutoDiff;

            namespace Outer.Inner;

            internal partial class Generic<T> where T : class
            {
                protected internal partial record struct Point(double Scale)
                {
                    [Differentiable]
                    internal static double F(double x) => x * x;
                }
            }

            public static partial class Plain
            {
                internal static partial class Nested
                {
                    [Differentiable]
                    internal static double G(double x) => x * x * x;
                }
            }
            """);
        GradientCheck.Run(result, "Outer.Inner.Plain+Nested", "G", 0.4);
        foreach ((string file, string source) in result.GeneratedSources) Snapshot.Match(source, file.Contains("Nested", StringComparison.Ordinal) ? "Nested" : "Generic");
    }

    [Fact]
    public void Structs() => CheckStructs("public static double F(Vec point, Pose pose) => (pose.Scale * point + pose.Shift).Norm;");

    [Fact]
    public void Struct_spans() => CheckStructs("public static void F(Span<Pose> poses, Vec shift) { foreach (ref Pose pose in poses) pose.Shift += pose.Scale * shift; }");

    private static void CheckStructs(string method, [CallerMemberName] string test = "")
    {
        GeneratorResult result = GeneratorHarness.Run($$"""
            using System;
            using AutoDiff;

            public static partial class C
            {
                [Differentiable]
                {{method}}

                public static object[] Arguments(bool one) => one ? [new Vec(1, 2), new Pose { Scale = 2, Shift = new Vec(-1, 0.5), Id = 3 }] : [new Pose[] { new() { Scale = 2, Id = 1 }, new() { Scale = 3 } }, new Vec(1, 2)];
            }

            public readonly record struct Vec(double X, double Y)
            {
                public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y);
                public static Vec operator *(double s, Vec a) => new(s * a.X, s * a.Y);
                public double Norm => Math.Sqrt(X * X + Y * Y);
            }

            public struct Pose
            {
                public Vec Shift;
                public double Scale;
                public int Id;
            }
            """);
        GradientCheck.Run(result, "C", "F", (object[])result.Call("C", "Arguments", test == nameof(Structs))!);
        Snapshot.Match(result.GeneratedSource, test: test);
    }

    [Fact]
    public void Rules() => Check(
        """
        public static double F(ReadOnlySpan<double> w, Span<double> x, double rate)
        {
            double sum = 0;
            for (int i = 0; i < w.Length; i++)
            {
                sum += Dot(w, x) * Decay(rate * x[i]);
                x[i] += sum;
            }
            return Decay(sum);
        }

        [CustomVjp(nameof(DotVjp))]
        private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => TensorPrimitives.Dot(x, y);

        private static void DotVjp(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double seed, Span<double> dX, Span<double> dY)
        {
            TensorPrimitives.MultiplyAdd(y, seed, dX, dX);
            TensorPrimitives.MultiplyAdd(x, seed, dY, dY);
        }

        [CustomVjp(nameof(DecayVjp))]
        private static double Decay(double t) { try { return Math.Exp(-t); } finally { } }

        private static void DecayVjp(double t, double result, double seed, ref double dT) => dT -= seed * result;
        """,
        [X, Y, 0.4]);

    private static void Check(string method, object[] arguments, [CallerMemberName] string test = "")
    {
        GeneratorResult result = GeneratorHarness.Run($$"""
            using System;
            using System.Numerics.Tensors;
            using AutoDiff;

            public static partial class C
            {
            [Differentiable]
            {{method}}
            }
            """);
        GradientCheck.Run(result, "C", "F", arguments);
        Snapshot.Match(result.GeneratedSource, test: test);
    }
}
