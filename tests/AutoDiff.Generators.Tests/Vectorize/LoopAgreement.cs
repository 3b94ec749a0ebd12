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
    private readonly string[] kinds;

    /// <param name="bodies">Bodies of methods of the signature by their names; T is the type of the numbers, M the class of its mathematics.</param>
    /// <param name="data">What stands in front of the parameter x.</param>
    /// <param name="kinds">The derivatives that are compared.</param>
    public LoopAgreement(IReadOnlyDictionary<string, string> bodies, string data = "", params string[] kinds) => (this.bodies, this.data, program, this.kinds) = (bodies, data, new(Compile), kinds is [] ? ["Gradient"] : kinds);

    /// <summary>The derivatives of one of the methods, in float and double, at many lengths.</summary>
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
            string where = $"{name}, {(isSingle ? "float" : "double")}, length {length}, {shorter}, k = {k}";
            foreach (string kind in kinds)
            {
                // The matrices of the Hessian are large.
                if (kind == "Hessian" && length > 16) continue;
                Require($"{kind} of {where}", program.Value, MethodName(name, isSingle), method => Run(method, kind, arguments), isSingle ? 1e-5 : 1e-13);
            }
        }

        Array Numbers(int seed, int count, Func<int, double, double> map)
        {
            var random = new Random(seed);
            double[] numbers = [.. Enumerable.Range(0, count).Select(i => map(i, (random.NextDouble() * 4) - 2))];
            return isSingle ? Array.ConvertAll(numbers, static x => (float)x) : numbers;
        }
    }

    private static MethodUnderTest.Outcome Run(MethodUnderTest method, string kind, object[] arguments)
    {
        object[] direction = [.. method.Parameters.Zip(arguments).Where(static pair => pair.First.IsVaried).Select(static (pair, seed) => NumberArrays.Map(pair.Second, (i, _) => Math.Sin(i + seed + 1)))];
        int numbers = direction.Sum(static part => NumberArrays.Flatten(part).Length);
        return kind switch
        {
            "Gradient" => method.Gradient(arguments),
            "Jvp" => method.Jvp(arguments, direction),
            "Hvp" => method.Hvp(arguments, direction),
            _ => method.Hessian(arguments, Array.CreateInstance(method.ReturnType, numbers * numbers)),
        };
    }

    /// <summary>A method of the class Vectors yields and throws what that of the class Source does.</summary>
    /// <param name="tolerance">In proportion to the largest number.</param>
    public static void Require(string where, CompiledProgram program, string name, Func<MethodUnderTest, MethodUnderTest.Outcome> run, double tolerance)
    {
        (MethodUnderTest.Outcome? vectors, Exception? thrown) = Of("Vectors");
        (MethodUnderTest.Outcome? source, Exception? expected) = Of("Source");
        Assert.True(expected?.GetType() == thrown?.GetType(), $"{where}: {thrown?.Message} instead of {expected?.Message}");
        if (source is null) return;
        double[] right = Numbers(source), found = Numbers(vectors!);
        double scale = right.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        for (int i = 0; i < right.Length; i++) Assert.True(IsNear(right[i], found[i], scale * tolerance), $"{where}: number {i} is {found[i]}, not {right[i]}");

        (MethodUnderTest.Outcome?, Exception?) Of(string type)
        {
            MethodUnderTest.Outcome? outcome = null;
            var method = new MethodUnderTest(program, type, name);
            Exception? exception = Record.Exception(() => outcome = run(method));
            return (outcome, exception);
        }

        static double[] Numbers(MethodUnderTest.Outcome outcome) => [.. outcome.Value is null ? [] : NumberArrays.Flatten(outcome.Value), .. outcome.Arguments.Concat(outcome.Adjoints).SelectMany(NumberArrays.Flatten)];
    }

    private static bool IsNear(double right, double found, double tolerance) => right.Equals(found) || right == found || Math.Abs(right - found) <= tolerance;

    /// <summary>The code that is generated for some of the methods, for double.</summary>
    public string Generated(string[] names) => GeneratorHarness.Run(Class("Vectors", "[Differentiable]", "double", "Math", names)).GeneratedSources.Values.Aggregate("", static (all, file) => all + file);

    private CompiledProgram Compile()
    {
        string[] keys = [.. bodies.Keys];
        string derivatives = string.Join(" | ", kinds.Select(static kind => "Derivatives." + kind));
        string vectors = $"[Differentiable({derivatives})]", source = $"[Differentiable({derivatives}, Vectorize = false)]";
        string classes = Class("Vectors", vectors, "double", "Math", keys) + Class("Vectors", vectors, "float", "MathF", keys) + Class("Source", source, "double", "Math", keys) + Class("Source", source, "float", "MathF", keys);
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
