using System;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Frontend;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Tests.Transforms;
using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>Value and gradient in one pass over the data, and no more kept for the reverse sweep than an iteration needs.</summary>
public sealed class SinglePassTests
{
    [Theory]
    [InlineData("a loss over rows", 1, "", "public static double F(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y) { double loss = 0; for (int i = 0; i < y.Length; i++) { double z = 0; for (int j = 0; j < w.Length; j++) z += w[j] * x[i * w.Length + j]; loss += Math.Exp(-y[i] * z); } return loss / y.Length; }")]
    [InlineData("what an inner loop keeps", 1, "length", "public static double F(ReadOnlySpan<double> x, int n) { double sum = 0; for (int i = 0; i < n; i++) { double r = i, p = 1; foreach (double c in x) { r -= c * p; p *= r; } sum += r * r; } return sum; }")]
    [InlineData("what the inner of three loops keeps", 1, "Max", "public static double F(ReadOnlySpan<double> x, int n, int m, int k) { double sum = 0; for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) { double p = x[0]; for (int l = 0; l < k; l++) p *= Math.Sin(x[i] + p * x[j]); sum += p; } return sum; }")]
    [InlineData("a factor that depends on the sum", 2, "", "public static double F(ReadOnlySpan<double> x) { double sum = 0; for (int i = 0; i < x.Length; i++) sum += x[i] * x[i]; return sum * sum; }")]
    [InlineData("a recurrence", 2, "length", "public static double F(ReadOnlySpan<double> x) { double p = 1; for (int i = 0; i < x.Length; i++) p = Math.Sin(p * x[i]); return p; }")]
    public void Loops_and_tapes_of(string what, int loops, string room, string method)
    {
        Function gradient = PassPipeline.Optimised(Gradient(method));
        Assert.NotEmpty(what);
        Assert.Equal(loops, gradient.Body.Lets.Count(static let => let.Operation is For));
        string[] rooms = [.. Walk.Lets(gradient.Body).Where(static let => let.Operation is Alloc).Select(let => RoomOf(gradient, ((Alloc)let.Operation).Length)).Distinct()];
        Assert.Equal(room.Length == 0 ? [] : [room], rooms);
    }

    [Fact]
    public void The_order_of_the_source_is_kept_where_that_is_asked_for()
    {
        const string Method = "{0} public static double F(ReadOnlySpan<double> x) {{ double sum = 0; for (int i = 0; i < x.Length; i++) sum += x[i] * x[i]; return sum; }}";
        string[] files = [.. new[] { "[Differentiable(Vectorize = false)]", "[Differentiable]" }.Select(attribute => GeneratorHarness.Run(LoweringProbe.Program(string.Format(null, Method, attribute))).GeneratedSources.Values.Single())];
        const int Vectors = 2; // the same loop with four vectors in each iteration, and with one
        Assert.Equal([2, Vectors + 1], files.Select(static file => file.Split('\n').Count(static line => line.TrimStart().StartsWith("for (", StringComparison.Ordinal))));
    }

    /// <summary>Sums may be rounded otherwise.</summary>
    [Fact]
    public void Random_derivatives_stay_what_they_are()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Function derivative = PassPipeline.Derive(PassPipeline.Tidy(PassPipeline.Normal(RandomFunction.Create(seed))), ReverseKind.Gradient);
            Function optimised = PassPipeline.Optimised(derivative);
            double[] before = Outcome(derivative, seed), after = Outcome(optimised, seed);
            Assert.Equal(before.Length, after.Length);
            for (int i = 0; i < before.Length; i++) Assert.True(IsNear(before[i], after[i]), $"{seed}: {before[i]} is {after[i]}\n{Printer.Print(optimised)}");
        }
    }

    internal static bool IsNear(double x, double y) => x.Equals(y) || double.IsNaN(x) || double.IsInfinity(x) || Math.Abs(x - y) <= 1e-9 * Math.Max(1, Math.Abs(x) + Math.Abs(y));

    internal static double[] Outcome(Function function, int seed)
    {
        var random = new Random(seed);
        object?[] arguments = [.. function.Parameters.Select(parameter => parameter.Type is MemoryType ? Enumerable.Range(0, RandomFunction.Size).Select(_ => (random.NextDouble() * 2) - 1).ToArray() : (object)random.NextDouble())];
        return [.. Interpreter.Run(function, arguments).Cast<double>(), .. arguments.OfType<double[]>().SelectMany(static array => array)];
    }

    private static Function Gradient(string method) =>
        PassPipeline.Derive(PassPipeline.Tidy(PassPipeline.Normal(LoweringProbe.Lower(LoweringProbe.Compile("[Differentiable] " + method)).Function)), ReverseKind.Gradient);

    private static string RoomOf(Function function, Value length) => Walk.Lets(function.Body).Single(let => let.Targets.Contains(length)).Operation switch
    {
        Length => "length",
        Apply apply => apply.Primitive.Name,
        var operation => operation.GetType().Name,
    };
}
