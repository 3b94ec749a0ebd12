using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>Gradients with vectors against those in the order of the source, at lengths around those of vectors, with numbers that are none and with memory that is too short.</summary>
internal sealed class LoopAgreement
{
    private const string Signature = "ReadOnlySpan<T> x, ReadOnlySpan<T> y, T a, Span<T> z, int k";

    private readonly string data;
    private readonly IReadOnlyDictionary<string, string> bodies;
    private readonly Lazy<CompiledProgram> program;

    /// <param name="bodies">Bodies of methods of the signature by their names; T is the type of the numbers, M the class of its mathematics.</param>
    /// <param name="data">What stands in front of the parameter x.</param>
    public LoopAgreement(IReadOnlyDictionary<string, string> bodies, string data = "") => (this.bodies, this.data, program) = (bodies, data, new(Compile));

    /// <summary>The gradient of one of the methods, in float and double, at many lengths.</summary>
    public void Check(string name)
    {
        foreach (bool isSingle in (bool[])[false, true])
        {
            int width = isSingle ? Vector<float>.Count : Vector<double>.Count;
            foreach (int length in (int[])[0, 1, 2, width - 1, width, width + 1, (2 * width) - 1, (2 * width) + 3, (4 * width) + 1, 1000])
            {
                Check(name, isSingle, length, length, static (_, x) => x);
                Check(name, isSingle, length, length / 2, static (_, x) => x);
                if (length != width + 1 && length != (2 * width) + 3) continue;
                foreach (double special in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0])
                {
                    Check(name, isSingle, length, length, (i, x) => i == length / 3 ? special : x);
                    Check(name, isSingle, length, length, (i, x) => i == length - 1 ? special : x);
                }
            }
        }
    }

    private void Check(string name, bool isSingle, int length, int shorter, Func<int, double, double> content)
    {
        foreach (int k in bodies[name].Contains('k', StringComparison.Ordinal) ? (int[])[0, 2, 3] : [0])
        {
            object[] arguments = [Numbers(1, length, content), Numbers(2, shorter < length ? shorter : length + 3, static (_, x) => x), isSingle ? 0.75f : (object)0.75, Numbers(3, length, static (_, x) => x), k];
            (MethodUnderTest.Outcome? vectors, Exception? thrown) = Run("Vectors", arguments);
            (MethodUnderTest.Outcome? source, Exception? expected) = Run("Source", arguments);
            string where = $"{name}, {(isSingle ? "float" : "double")}, length {length}, {shorter}, k = {k}";
            Assert.True(expected?.GetType() == thrown?.GetType(), $"{where}: {thrown?.Message} instead of {expected?.Message}");
            if (source is null) continue;
            double[] right = [.. NumberArrays.Flatten(source.Value), .. source.Arguments.Concat(source.Adjoints).SelectMany(NumberArrays.Flatten)], found = [.. NumberArrays.Flatten(vectors!.Value), .. vectors.Arguments.Concat(vectors.Adjoints).SelectMany(NumberArrays.Flatten)];
            double scale = right.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
            for (int i = 0; i < right.Length; i++) Assert.True(IsNear(right[i], found[i], scale * (isSingle ? 1e-5 : 1e-13)), $"{where}: number {i} is {found[i]}, not {right[i]}");
        }

        Array Numbers(int seed, int count, Func<int, double, double> map)
        {
            var random = new Random(seed);
            double[] numbers = [.. Enumerable.Range(0, count).Select(i => map(i, (random.NextDouble() * 4) - 2))];
            return isSingle ? Array.ConvertAll(numbers, static x => (float)x) : numbers;
        }

        (MethodUnderTest.Outcome?, Exception?) Run(string type, object[] arguments)
        {
            MethodUnderTest.Outcome? outcome = null;
            var method = new MethodUnderTest(program.Value, type, MethodName(name, isSingle));
            Exception? thrown = Record.Exception(() => outcome = method.Gradient(arguments));
            return (outcome, thrown);
        }
    }

    private static bool IsNear(double right, double found, double tolerance) => right.Equals(found) || right == found || Math.Abs(right - found) <= tolerance;

    /// <summary>The code that is generated for some of the methods, for double.</summary>
    public string Generated(string[] names) => GeneratorHarness.Run(Class("Vectors", "[Differentiable]", "double", "Math", names)).GeneratedSources.Values.Aggregate("", static (all, file) => all + file);

    private CompiledProgram Compile()
    {
        string[] keys = [.. bodies.Keys];
        string classes = Class("Vectors", "[Differentiable]", "double", "Math", keys) + Class("Vectors", "[Differentiable]", "float", "MathF", keys)
            + Class("Source", "[Differentiable(Vectorize = false)]", "double", "Math", keys) + Class("Source", "[Differentiable(Vectorize = false)]", "float", "MathF", keys);
        return GeneratorHarness.Run("using System;\nusing AutoDiff;\n" + classes.Replace("using System;\nusing AutoDiff;\n", "", StringComparison.Ordinal)).Program!;
    }

    private string Class(string name, string attribute, string number, string mathematics, string[] names)
    {
        IEnumerable<string> methods = names.Select(body => $"{attribute} public static T {MethodName(body, number == "float")}({data}{Signature}) {{ {bodies[body]} }}".Replace("M.", mathematics + ".", StringComparison.Ordinal));
        string text = System.Text.RegularExpressions.Regex.Replace(string.Join("\n", methods), @"\bT\b", number);
        return $"using System;\nusing AutoDiff;\npublic static partial class {name}\n{{\n{text}\n}}\n";
    }

    public static string MethodName(string body, bool isSingle) => string.Concat(body.Split(' ').Select(static word => char.ToUpperInvariant(word[0]) + word[1..])) + (isSingle ? "Single" : "");
}
