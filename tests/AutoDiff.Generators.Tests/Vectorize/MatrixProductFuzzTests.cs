using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>Random nests of three loops that multiply matrices, and some that nearly do: with and without kernels, derivatives are the same, and so is what they leave where they throw.</summary>
public sealed class MatrixProductFuzzTests
{
    private const int Nests = 40;
    private const int Runs = 12;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_product_is_the_loops_that_it_was(int seed)
    {
        var random = new Random(seed);
        var source = new StringBuilder("using System;\nusing AutoDiff;\npublic static partial class C\n{\n");
        for (int i = 0; i < Nests; i++)
        {
            string body = Nest(random);
            source.Append(Method($"F{i}", "", body)).Append(Method($"G{i}", ", Vectorize = false", body));
        }

        GeneratorResult result = GeneratorHarness.Run(source.Append("}\n").ToString());
        int products = Enumerable.Range(0, Nests).Count(i => result.GeneratedSources[$"C.F{i}.g.cs"].Contains("Loops.AddProduct(", StringComparison.Ordinal));
        Assert.InRange(products, Nests / 8, Nests - 1);
        for (int i = 0; i < Nests; i++)
        {
            for (int run = 0; run < Runs; run++) Compare(result, i, new Random(HashCode.Combine(seed, i, run)));
        }
    }

    private static string Method(string name, string form, string body) => $$"""
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp{{form}})]
            public static double {{name}}(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, Span<double> d, double s, int m, int n, int k, int o, int p)
            {
                double total = 0;
        {{body}}
                return total;
            }

        """;

    /// <summary>A product of m·k and k·n elements by loops over i, j and l, with something or other around it.</summary>
    private static string Nest(Random random)
    {
        string[] loops = ["i", "j", "l"];
        random.Shuffle(loops);
        string a = Pick(random, "a[i * k + l]", "a[l * m + i]", "a[o + i * k + l]", "a[i * p + l]", "a[i * k + l + 1]", "a.Slice(i * k, k)[l]", "a[l + k * (i + o)]", "d[i * k + l]", "a[i * k + j]");
        string b = Pick(random, "b[l * n + j]", "b[j * k + l]", "b[j * k + l]", "b[l * p + j]", "b[(l + o) * n + j]", "b.Slice(l * n, n)[j]", "b[l * n + j - o]", "c[l * n + j]");
        string c = Pick(random, "c[i * n + j]", "c[i * n + j]", "c[j * m + i]", "c[i * p + j]", "c[o + i * n + j]", "c.Slice(i * n, n)[j]", "c[i * n + 2 * j]");
        string product = Pick(random, $"{a} * {b}", $"{b} * {a}", $"{a} * {b}", $"s * {b}", $"{a} * Math.Sin({b})");
        string inner = loops[2] == "l" && random.Next(3) > 0 ? "z" : c;
        var text = new StringBuilder();
        text.Append(Loop(loops[0])).Append(Extra(random, loops[0], "i", "m")).Append(Loop(loops[1]));
        if (inner == "z") text.Append($"        double z = {Pick(random, "0", "0.5", "s", "b[j]", "a[i]", "c[i * n + j]", "d[j]", "s * a[i] + b[j]")};\n");
        text.Append(Extra(random, loops[1], "j", "n"));
        text.Append(Loop(loops[2])).Append($"        {inner} {Pick(random, "+=", "+=", "+=", "-=")} {product};\n").Append("        }\n");
        if (inner == "z") text.Append($"        {c} {Pick(random, "= z", "= Math.Sin(z)", "+= z", "= z * s")};\n").Append(random.Next(2) == 0 ? "        total += z * z;\n" : "");
        text.Append(Extra(random, loops[1], "j", "n")).Append("        }\n").Append(Extra(random, loops[0], "i", "m")).Append("        }\n");
        return text.ToString();
    }

    private static string Loop(string index) => $"        for (int {index} = 0; {index} < {(index == "i" ? "m" : index == "j" ? "n" : "k")}; {index}++)\n        {{\n";

    private static string Extra(Random random, string loop, string expected, string count) => random.Next(3) > 0 || loop != expected ? "" : Pick(
        random, $"        d[{loop}] *= 0.5;\n", $"        total += d[{loop}] * s;\n", $"        d[{loop}] = s;\n", $"        if (d[{loop}] > 0.3) total += s;\n", $"        for (int q = 0; q < {count}; q++) total += b[q] * d[q];\n", $"        s *= 0.75;\n");

    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];

    private static void Compare(GeneratorResult result, int nest, Random random)
    {
        int m = random.Next(6), n = random.Next(6), k = random.Next(6), o = random.Next(4) == 0 ? random.Next(-1, 3) : 0, p = random.Next(8);
        int room = random.Next(3) == 0 ? random.Next(-1, 2) : 40;
        int[] lengths = [int.Max(0, (m * k) + room), int.Max(0, (k * n) + room), int.Max(0, (m * n) + room), int.Max(int.Max(m, n), m * k)];
        double[][] memory = [.. lengths.Select(length => Numbers(random, length))], adjoints = [.. lengths.Select(length => Numbers(random, length))];
        foreach (string derivative in new[] { "Vjp", "Jvp" })
        {
            (Type? thrown, double[][] left) = Run(result, $"F{nest}", derivative, memory, adjoints, m, n, k, o, p);
            (Type? expectedThrown, double[][] expected) = Run(result, $"G{nest}", derivative, memory, adjoints, m, n, k, o, p);
            string what = $"F{nest}{derivative} of {m}, {n}, {k}, {o}, {p}, room {room}:\n{result.GeneratedSources[$"C.F{nest}.g.cs"]}";
            Assert.True(thrown == expectedThrown, $"{thrown} for {expectedThrown} in {what}");

            // Where something is thrown, only what the method itself has written is specified.
            IEnumerable<int> specified = thrown is null ? Enumerable.Range(0, left.Length) : Enumerable.Range(0, 4);
            foreach (int i in specified)
            {
                for (int j = 0; j < left[i].Length; j++) Assert.True(Math.Abs(left[i][j] - expected[i][j]) <= 1e-9 * (1 + Math.Abs(expected[i][j])), $"{left[i][j]} for {expected[i][j]}, number {j} of {i}, in {what}");
            }
        }
    }

    /// <summary>What is thrown, and what is in memory then.</summary>
    private static (Type? Thrown, double[][] Left) Run(GeneratorResult result, string method, string derivative, double[][] memory, double[][] adjoints, int m, int n, int k, int o, int p)
    {
        double[][] left = [.. memory.Concat(adjoints).Select(static numbers => (double[])numbers.Clone()), [0.4]];
        List<object?> arguments = [.. left[..4], 0.7, m, n, k, o, p];
        if (derivative == "Vjp") arguments.Add(1.5);
        arguments.AddRange(left[4..8]);
        arguments.Add(0.4);
        object?[] passed = [.. arguments];
        try
        {
            result.Call("C", method + derivative, passed);
        }
        catch (Exception thrown)
        {
            return ((thrown is System.Reflection.TargetInvocationException { InnerException: { } inner } ? inner : thrown).GetType(), left);
        }

        left[8][0] = (double)passed[^1]!;
        return (null, left);
    }

    private static double[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
}
