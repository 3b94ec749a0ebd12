using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Tests.Transforms;
using AutoDiff.Generators.Transforms;
using AutoDiff.Generators.Vectorize;
using AutoDiff.Maths;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>Loops over vectors against the loops of the source, at lengths around those of vectors, with numbers that are none and with memory that is too short.</summary>
public sealed class VectorLoopTests
{
    /// <summary>Bodies of the methods of <see cref="LoopAgreement"/>; T is the type of the numbers, M the class of its mathematics.</summary>
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["sum"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; return s;",
        ["difference"] = "T s = a; for (int i = 0; i < x.Length; i++) s -= x[i] * a; return s;",
        ["dot"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * y[i]; return s;",
        ["product"] = "T s = 1; for (int i = 0; i < x.Length; i++) s *= 1 + x[i] / 64; return s;",
        ["greatest"] = "T s = a; for (int i = 0; i < x.Length; i++) s = M.Max(s, x[i]); return s * s;",
        ["least"] = "T s = a; for (int i = 0; i < x.Length; i++) s = M.Min(x[i], s); return s * s;",
        ["place of the greatest"] = "T best = a; int at = 0; for (int i = 0; i < x.Length; i++) if (x[i] > best) { best = x[i]; at = i; } return best * best + (at < y.Length ? y[at] : a);",
        ["place of the least"] = "T best = a; int at = -1; bool any = false; for (int i = 1; i < x.Length; i++) { T v = M.Floor(4 * x[i]); if (v < best) { best = v; at = i; any = true; } } return best + (any && at < y.Length ? y[at] * y[at] : a);",
        ["steps"] = "T s = 0; for (int i = k; i < x.Length; i += k + 1) { for (int j = i; j < i + k + 1 && j < x.Length; j++) s += x[i] * x[j]; } return s;",
        ["parts that may be one"] = "Span<T> p = z.Slice(0, z.Length / 2), q = k > 1 ? z.Slice(z.Length / 2) : z.Slice(Math.Min(k, z.Length)); for (int r = 0; r < 2; r++) { int n = Math.Min(p.Length, q.Length); for (int i = 0; i < n; i++) p[i] = q[i] * q[i] + x[i] * p[i]; } T s = 0; foreach (T v in z) s += v * v; return s;",
        ["blocks of one array"] = "int n = z.Length / 3; for (int r = 0; r < 2; r++) for (int i = 0; i < n; i++) { z[i] = z[i] * x[i] + z[n + i]; z[n + i] = z[2 * n + i] * z[i]; } T s = 0; foreach (T v in z) s += v * v; return s;",
        ["overlapping blocks"] = "int n = z.Length - k; for (int i = 0; i < n; i++) z[i + k] = z[i] * a + x[i]; T s = 0; foreach (T v in z) s += v * v; return s;",
        ["while around"] = "T s = a; int n = x.Length; while (n > 0 && s * s < 50) { for (int i = 0; i < n; i++) { T v = M.Sin(x[i] * s); s += v * v / 8; } n -= k + 1; } return s;",
        ["while around a map"] = "int n = z.Length, left = 3; while (left > 0 && n > 0) { for (int i = 0; i < n; i++) z[i] = M.Sin(z[i]) * x[i] + a; left--; n -= k; } T s = 0; foreach (T v in z) s += v * v; return s;",
        ["axpy"] = "for (int i = 0; i < z.Length; i++) z[i] = a * x[i] + y[i]; T s = 0; foreach (T v in z) s += v * v; return s;",
        ["in place"] = "for (int i = 0; i < z.Length; i++) z[i] = z[i] * z[i] + x[i]; T s = 0; foreach (T v in z) s += v; return s;",
        ["stencil"] = "T s = 0; for (int i = 1; i + 1 < x.Length; i++) { T d = x[i - 1] - 2 * x[i] + x[i + 1]; s += d * d; } return s;",
        ["stencil of functions"] = "T s = 0; for (int i = 1; i + 1 < x.Length; i++) { T d = M.Exp(x[i - 1] * x[i] / 4) - x[i + 1] * a; s += d * d; } return s;",
        ["heat"] = "T[] u = x.ToArray(), v = new T[x.Length]; for (int t = 0; t < k + 1; t++) { for (int i = 1; i < u.Length - 1; i++) v[i] = u[i] + a / 8 * (u[i - 1] - 2 * u[i] + u[i + 1]); for (int i = 1; i < u.Length - 1; i++) u[i] = v[i]; } T s = 0; foreach (T v1 in u) s += v1 * v1; return s;",
        ["heat in the plane"] = "int n = 7, m = x.Length / n; T[] u = x.ToArray(), v = new T[x.Length]; for (int t = 0; t < k + 1; t++) { for (int i = 1; i < m - 1; i++) for (int j = 1; j < n - 1; j++) v[i * n + j] = u[i * n + j] + a / 8 * (u[i * n + j - 1] + u[i * n + j + 1] + u[(i - 1) * n + j] + u[(i + 1) * n + j] - 4 * u[i * n + j]); for (int i = 1; i < m - 1; i++) for (int j = 1; j < n - 1; j++) u[i * n + j] = v[i * n + j]; } T s = 0; foreach (T v1 in u) s += v1 * v1; return s;",
        ["grid"] = "T s = 0; int n = 21 + k, m = x.Length / n; for (int i = 1; i < m - 1; i++) for (int j = 1; j < n - 1; j++) { T d = x[(i - 1) * n + j] * x[(i + 1) * n + j] + x[i * n + j - 1] * x[i * n + j + 1] - 4 * x[i * n + j]; s += d * d; } return s;",
        ["neighbours in branches"] = "T s = 0; for (int i = 0; i + 3 < x.Length; i++) { if (x[i + 2] > 0) s += x[i] * y[i + 1] * x[i + 3]; else s -= x[i + 3] * x[i + 3] * y[i]; } return s;",
        ["two stencils"] = "T s = 0; for (int i = 2; i + 1 < x.Length; i++) { z[i] = x[i - 2] * y[i] - x[i + 1]; s += z[i] * x[i] * (y[i + 1] - y[i - 1]); } return s;",
        ["far neighbours"] = "T s = 0; for (int i = 0; i + 11 < x.Length; i++) s += x[i] * x[i] * x[i + 11]; return s;",
        ["neighbours from a variable on"] = "T s = 0; for (int i = k; i + 1 < x.Length; i++) s += x[i] * x[i + 1] * a; return s;",
        ["neighbours up to a variable"] = "T s = 0; for (int i = 0; i < k * k - 1; i++) s += x[i] * x[i + 1] * x[i]; return s;",
        ["neighbours up to a negative number"] = "T s = a; for (int i = 3; i - 1 < k * int.MinValue; i++) s += x[i - 2] * x[i + 1]; for (int i = 0; i < x.Length; i++) s += x[i] * y[i]; return s;",
        ["a part"] = "T s = 0; for (int i = 2; i < x.Length - k; i++) s += x[i] * x[i] * y[i - 1]; return s;",
        ["a part up to a negative number"] = "T s = 0; for (int i = 5; i < int.MinValue + k; i++) s += x[i - 4] * y[i]; for (int i = 0; i < x.Length; i++) s += x[i] * a; return s;",
        ["past the end of neighbours"] = "T s = 0; for (int i = 0; i + 1 < x.Length; i++) { z[i] = x[i] * a; s += y[i + k] * x[i + 1] * y[i]; } return s;",
        ["points in space"] = "T s = 0; int n = x.Length / 3; for (int i = 0; i < n; i++) { T d = M.Sqrt(x[3 * i] * x[3 * i] + x[3 * i + 1] * x[3 * i + 1] + x[i * 3 + 2] * x[3 * i + 2]); s += d * a; } return s;",
        ["pairs of points"] = "T s = 0; int n = x.Length / 3; for (int i = 1; i < n; i++) { T p = x[3 * i], q = x[3 * i + 1], r = x[3 * i + 2]; for (int j = 0; j < i; j++) { T u = p - x[3 * j], v = q - x[3 * j + 1], w = r - x[3 * j + 2], d = 1 / (u * u + v * v + w * w + 1); s += d * d * d - d; } } return s;",
        ["points that end early"] = "T s = 0; int n = x.Length / 2; for (int i = 0; i < n; i++) s += M.Exp(x[2 * i + 1] * y[2 * i + k]) * y[2 * i]; return s;",
        ["points that begin early"] = "T s = 0; int n = x.Length / 4; for (int i = k; i < n; i++) s += M.Sin(x[4 * i - k + 1]) * y[4 * i]; return s;",
        ["some of the points"] = "T s = 0; int n = x.Length / 3; for (int i = 0; i < n; i++) { if (x[3 * i] > 0) s += M.Exp(x[3 * i + 1]) * M.Tanh(x[3 * i]) * a; else s -= x[3 * i + 2] * x[3 * i + 2] * x[3 * i + 1] * y[i]; } return s;",
        ["points in a branch"] = "T s = 0; int n = x.Length / 3; for (int i = 0; i < n; i++) { T p = x[3 * i], q = x[3 * i + 1], r = x[3 * i + 2]; if (p > 0) s += M.Exp(q) * M.Tanh(p) * a; else s -= r * r * q * y[i]; } return s;",
        ["points and numbers"] = "T s = 0; int n = x.Length / 2; for (int i = 0; i < n; i++) s += M.Sqrt(1 + x[2 * i] * x[i]) * x[i + n]; return s;",
        ["points that are written"] = "int n = z.Length / 2; for (int i = 0; i < n; i++) { z[2 * i] = x[2 * i] * a + y[i]; z[2 * i + 1] *= x[2 * i + 1] * a; } T s = 0; foreach (T v in z) s += v * v; return s;",
        ["steps of a variable"] = "T s = 0; int c = k + 1, n = x.Length / c; for (int i = 0; i < n; i++) s += M.Sqrt(1 + x[c * i] * x[c * i]); return s;",
        ["shifted"] = "T s = 0; for (int i = 0; i < x.Length - k; i++) s += x[i] * x[i + k]; return s;",
        ["into a part"] = "for (int i = k; i < z.Length; i++) z[i - k] = x[i] * a; T s = 0; foreach (T v in z) s += v * v; return s;",
        ["branch"] = "T s = 0; for (int i = 0; i < x.Length; i++) { if (x[i] > 0) s += x[i] * x[i]; else s -= y[i]; } return s;",
        ["branches"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T v = x[i] < 0 ? -x[i] : x[i]; if (v > 1 && y[i] > 0) { v *= y[i]; if (v > 2) v = M.Sqrt(v); } s += v; } return s;",
        ["store in a branch"] = "for (int i = 0; i < z.Length; i++) { if (x[i] > 0) z[i] = x[i] * a; else if (y[i] > 0) z[i] += y[i]; } T s = 0; foreach (T v in z) s += v * v; return s;",
        ["uniform branch"] = "T s = 0; for (int i = 0; i < x.Length; i++) { if (k > 1) s += x[i]; else s += a * x[i]; } return s;",
        ["one element"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * y[0]; return s;",
        ["index"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * i + (i == k ? a : 0) + (i < 3 ? x[i] : y[i]); return s;",
        ["index that wraps around"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T t = (T)(i + int.MaxValue - k) / 2147483648; s += i + int.MaxValue < k ? t * x[i] : a * x[i]; } return s;",
        ["mathematics"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T v = M.Exp(-x[i] * x[i]) + M.Log(1 + y[i] * y[i]) + M.Sin(x[i]) * M.Cos(a) + M.Tanh(y[i]) + M.Abs(x[i]); s += v + M.Floor(v); } return s;",
        ["more mathematics"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T v = x[i] / 4; s += M.Tan(v) + M.Atan2(v, y[i]) + M.Asin(v) * M.Acos(v) + M.Atan(x[i]) + M.Sinh(v) * M.Cosh(v) + M.Cbrt(v) + M.Asinh(v) + M.Atanh(v) + M.Acosh(2 + v) + M.Log2(1 + v * v) * M.Log10(2 + v) + M.Pow(1 + v * v, y[i]) + M.Round(v) + M.CopySign(v, y[i]); } return s;",
        ["logistic"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += M.Log(1 + M.Exp(-x[i] * y[i])); return s / x.Length;",
        ["softmax"] = "T m = x.Length == 0 ? 0 : x[0]; for (int i = 0; i < x.Length; i++) m = M.Max(m, x[i]); T s = 1; for (int i = 0; i < x.Length; i++) s += M.Exp(x[i] - m); return m + M.Log(s);",
        ["two sums"] = "T s = 0, q = 0; for (int i = 0; i < x.Length; i++) { s += x[i]; q += x[i] * x[i]; } return q - s * s / (1 + x.Length);",
        ["rows"] = "T s = 0; int n = 5; for (int r = 0; r < x.Length / n; r++) { T d = a; for (int j = 0; j < n; j++) d += x[r * n + j] * y[j]; s += d * d; } return s;",
        ["columns"] = "T s = 0; int n = 19; for (int r = 0; r < x.Length / n; r++) for (int j = 0; j < n; j++) s += x[r * n + j] * x[r * n + j] * y[r]; return s;",
        ["prefix sums"] = "T s = 0, p = 0; for (int i = 0; i < x.Length; i++) { p += x[i]; s += p * p; } return s;",
        ["recurrence"] = "for (int i = 1; i < z.Length; i++) z[i] = z[i - 1] * a + x[i]; T s = 0; foreach (T v in z) s += v; return s;",
        ["reading ahead"] = "for (int i = 0; i + 1 < z.Length; i++) z[i] = z[i + 1] * a + x[i]; T s = 0; foreach (T v in z) s += v * v; return s;",
        ["root of a sum"] = "T s = 1; for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; return M.Sqrt(s);",
        ["past the end"] = "T s = 0; for (int i = 0; i < x.Length; i++) { z[i] = x[i] * a; s += y[i + k] * x[i]; } return s;",
        ["before the start"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * y[i - k + 2]; return s;",
        ["few"] = "T s = 0; for (int i = 0; i < 3; i++) s += y[i] * a; return s;",
        ["local array"] = "Span<T> t = new T[x.Length]; for (int i = 0; i < x.Length; i++) t[i] = M.Exp(x[i] / 8); T s = 0; for (int i = 0; i < x.Length; i++) s += t[i] * y[i]; return s;",
    };

    private static readonly LoopAgreement Agreement = new(Bodies);

    public static TheoryData<string> Names => [.. Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Vectors_agree_with_the_order_of_the_source(string name) => Agreement.Check(name);

    [Fact]
    public void What_must_be_in_vectors_is()
    {
        string[] scalar = ["some of the points", "points that are written", "steps of a variable", "few", "prefix sums", "recurrence", "rows", "product", "least", "steps", "while around"];
        string source = Agreement.Generated([.. Bodies.Keys.Except(scalar)]);
        Assert.Equal([], Bodies.Keys.Except(scalar).Where(name => !Between(source, $"double {LoopAgreement.MethodName(name, false)}Gradient").Contains("Lanes.Load", StringComparison.Ordinal)));

        static string Between(string source, string from) => source[source.IndexOf(from, StringComparison.Ordinal)..].Split("/// <summary>")[0];
    }

    /// <summary>The mathematics of vectors has a method for each primitive that is said to have one.</summary>
    [Fact]
    public void Methods_of_vectors_exist()
    {
        foreach (Primitive primitive in VectorFunctions.WithMethods)
        {
            (bool isOwn, string name) = VectorFunctions.MethodOf(primitive)!.Value;
            foreach (Type vector in (Type[])[typeof(Vector<double>), typeof(Vector<float>)])
            {
                Type[] parameters = [.. Enumerable.Repeat(vector, primitive.Arity)];
                bool exists = (isOwn ? typeof(VectorMath) : typeof(Vector)).GetMethods().Any(method => method.Name == name && method.GetParameters().Length == primitive.Arity
                    && (method.IsGenericMethodDefinition || method.GetParameters().Select(static parameter => parameter.ParameterType).SequenceEqual(parameters)));
                Assert.True(exists, $"{name} of {vector}");
            }
        }
    }

    [Fact]
    public void Random_derivatives_stay_what_they_are()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Function derivative = PassPipeline.Optimised(PassPipeline.Derive(PassPipeline.Tidy(PassPipeline.Normal(RandomFunction.Create(seed))), ReverseKind.Gradient));
            Module vectors = VectorLoops.Run(new Module(derivative, []), []).Select(Contraction.Run);
            foreach (Function function in vectors.Functions)
            {
                Verifier.Verify(function, vectors.Find);
                Assert.Equal(Printer.Print(function), Printer.Print(Ir.Parse(Printer.Print(function))));
            }

            double[] before = Outcome(derivative, seed), after = Outcome(vectors.Root, seed, vectors.Helpers);
            for (int i = 0; i < before.Length; i++) Assert.True(before[i].Equals(after[i]) || double.IsNaN(before[i]) || double.IsInfinity(before[i]) || Math.Abs(before[i] - after[i]) <= 1e-9 * Math.Max(1, Math.Abs(before[i])), $"{seed}: {before[i]} is {after[i]}\n{Printer.Print(vectors.Root)}");
        }
    }

    private static double[] Outcome(Function function, int seed, EquatableArray<Function> helpers = default)
    {
        Interpreter interpreter = helpers.Aggregate(new Interpreter(), static (interpreter, helper) => interpreter.With(helper));
        var random = new Random(seed);
        object?[] arguments = [.. function.Parameters.Select(parameter => parameter.Type is MemoryType ? Enumerable.Range(0, RandomFunction.Size).Select(_ => (random.NextDouble() * 2) - 1).ToArray() : (object)random.NextDouble())];
        return [.. interpreter.Invoke(function, arguments).Cast<double>(), .. arguments.OfType<double[]>().SelectMany(static array => array)];
    }
}
