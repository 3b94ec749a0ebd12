using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Frontend;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Tests.Transforms;
using AutoDiff.Generators.Transforms;
using AutoDiff.Generators.Vectorize;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>Stacks that give room for a whole loop, and sums that do not wait for memory.</summary>
public sealed class TapeBlocksTests
{
    [Theory]
    [InlineData("a loop in one of unknown length", 1, 0, "double s = a; int n = 0; while (s * s < 9 && n < 12) { for (int i = 0; i < x.Length; i++) s += Math.Sin(x[i] * s); n++; } return s + n;")]
    [InlineData("a loop that does not start at 0", 1, 0, "double s = a; int n = 1; while (s * s < 9) { for (int i = n; i < x.Length; i++) s += Math.Sin(x[i] * s); n++; if (n > 9) break; } return s;")]
    [InlineData("a loop that is left early", 0, 1, "double s = a; int n = 0; while (s * s < 9 && n++ < 9) { for (int i = 0; i < x.Length; i++) { s += Math.Sin(x[i] * s); if (s > 8) break; } } return s;")]
    [InlineData("a branch", 1, 0, "double s = a; int n = 0; while (s * s < 9 && n++ < 9) { for (int i = 0; i < x.Length; i++) { if (x[i] > 0) s += Math.Sin(x[i] * s); else s *= s; } } return s;")]
    public void Room_is_made_for(string what, int least, int pushes, string body)
    {
        Assert.NotEmpty(what);
        Function gradient = Gradient($"public static double F(ReadOnlySpan<double> x, double a) {{ {body} }}"), inBlocks = TapeBlocks.Run(gradient);
        Verifier.Verify(inBlocks);
        Assert.True(Count<Reserve>(inBlocks) >= least, Printer.Print(inBlocks));
        Assert.Equal(Count<Reserve>(inBlocks), Count<Release>(inBlocks));
        Assert.True(Count<Push>(inBlocks) >= pushes);
        foreach (double[] x in (double[][])[[], [0.5], [0.5, -1.25, 0.75], [.. Enumerable.Range(0, 20).Select(static i => 0.1 * (i % 7))]])
        {
            double[] before = new double[x.Length], after = new double[x.Length];
            Assert.Equal(Interpreter.Run(gradient, x, 0.25, before), Interpreter.Run(inBlocks, x, 0.25, after));
            Assert.Equal(before, after);
        }
    }

    [Fact]
    public void Random_derivatives_stay_what_they_are()
    {
        int blocks = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            Function derivative = PassPipeline.Derive(PassPipeline.Tidy(PassPipeline.Normal(RandomFunction.Create(seed))), ReverseKind.Gradient), changed = TapeBlocks.Run(derivative);
            blocks += Count<Reserve>(changed);
            Verifier.Verify(changed);
            Assert.Equal(SinglePassTests.Outcome(derivative, seed), SinglePassTests.Outcome(changed, seed));
        }

        Assert.True(blocks > 20, $"{blocks} blocks");
    }

    [Fact]
    public void Sums_in_memory_are_carried()
    {
        Function gradient = Gradient("public static double F(ReadOnlySpan<double> x, double[] y, int k) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Sin(x[i] * y[k]); return s; }"), carrying = CarriedSums.Run(gradient);
        Assert.Contains(Loops(gradient), static loop => loop.Initial.Count == 0 && Walk.Lets(loop.Body).Count(static let => let.Operation is Store) == 2);
        Assert.Contains(Loops(carrying), static loop => loop.Initial.Count == 1 && Walk.Lets(loop.Body).Count(static let => let.Operation is Store) == 1);

        static For[] Loops(Function function) => [.. Walk.Lets(function.Body).Select(static let => let.Operation).OfType<For>()];
    }

    [Fact]
    public void Random_derivatives_stay_what_they_are_with_sums_carried()
    {
        int carried = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            Function derivative = PassPipeline.Derive(PassPipeline.Tidy(PassPipeline.Normal(RandomFunction.Create(seed))), ReverseKind.Gradient), changed = CarriedSums.Run(derivative);
            Verifier.Verify(changed);
            if (Count<Store>(changed) != Count<Store>(derivative) || Count<If>(changed) != Count<If>(derivative)) carried++;
            double[] before = SinglePassTests.Outcome(derivative, seed), after = SinglePassTests.Outcome(changed, seed);
            Assert.Equal(before.Length, after.Length);
            for (int i = 0; i < before.Length; i++) Assert.True(SinglePassTests.IsNear(before[i], after[i]), $"{seed}: {before[i]} is {after[i]}\n{Printer.Print(changed)}");
        }

        Assert.True(carried > 4, $"{carried} functions");
    }

    private static Function Gradient(string method) => PassPipeline.Derive(PassPipeline.Tidy(PassPipeline.Normal(LoweringProbe.Lower(LoweringProbe.Compile("[Differentiable] " + method)).Function)), ReverseKind.Gradient);

    private static int Count<T>(Function function)
        where T : Operation => Walk.Lets(function.Body).Count(static let => let.Operation is T);
}
