using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Tests.Transforms;
using AutoDiff.Generators.Transforms;
using AutoDiff.Generators.Vectorize;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>Loops that add to neighbours, as loops that gather what each element gets.</summary>
public sealed class GathersTests
{
    private const string Signature = "function F(%0.x: ReadOnlySpan<double> constant, %1.n: int constant, %2.d: Span<double> adjoint, %3.y: Span<double> active, %4.e: Span<double> adjoint)";

    [Fact]
    public void Two_neighbours() => Pass.Turns(
        static function => PassPipeline.Tidy(DeadCode.Run(Gathers.Run(function))),
        Function(
            """
            for %5 to %1.n step %6 (%10: int) {
                %11: int = Add(%10, %6)
                %12: double = load %0.x[%10] inrange
                %13: double = load %2.d[%10] inrange
                %14: double = Add(%13, %12)
                store %2.d[%10] inrange = %14
                %15: double = Exp(%12)
                %16: double = load %2.d[%11] inrange
                %17: double = Add(%16, %15)
                store %2.d[%11] inrange = %17
            }
            """),
        Function(
            """
            for %6 to %1.n step %6 (%10: int) {
                %12: double = load %0.x[%10] inrange
                %13: double = load %2.d[%10] inrange
                %14: double = Add(%13, %12)
                %20: int = Subtract(%10, %6)
                %21: double = load %0.x[%20] inrange
                %22: double = Exp(%21)
                %17: double = Add(%14, %22)
                store %2.d[%10] inrange = %17
            }
            %30: int = Min(%6, %1.n)
            for %5 to %30 step %6 (%31: int) {
                %32: double = load %0.x[%31] inrange
                %33: double = load %2.d[%31] inrange
                %34: double = Add(%33, %32)
                store %2.d[%31] inrange = %34
            }
            %40: int = Subtract(%1.n, %6)
            %41: int = Max(%5, %40)
            for %41 to %1.n step %6 (%42: int) {
                %43: int = Add(%42, %6)
                %44: double = load %0.x[%42] inrange
                %45: double = Exp(%44)
                %46: double = load %2.d[%43] inrange
                %47: double = Add(%46, %45)
                store %2.d[%43] inrange = %47
            }
            """,
            withZero: false));

    [Fact]
    public void What_is_read_and_overwritten_is_overwritten_afterwards()
    {
        Function function = Ir.Parse(Function(Loop("%12: double = load %4.e[%10] inrange\nstore %4.e[%10] inrange = %7")));
        Let[] loops = [.. Gathers.Run(function).Body.Lets.Where(static let => let.Operation is For)];
        Assert.Equal([false, false, false, true], loops.Select(static loop => ((For)loop.Operation).Body.Lets.Any(static let => let.Operation is Store { Memory.Name: "e" })));
    }

    [Theory]
    [InlineData("it overwrites what the next iteration reads", "%12: double = load %4.e[%11] inrange\nstore %4.e[%10] inrange = %7")]
    [InlineData("what it overwrites it with differs", "%12: double = load %4.e[%10] inrange\n%18: double = Negate(%12)\nstore %4.e[%10] inrange = %18")]
    [InlineData("it reads what it adds to", "%12: double = load %2.d[%1.n] inrange")]
    [InlineData("whoever catches what it throws may see what it has written", "%12: double = load %0.x[%10]\nstore %3.y[%10] inrange = %12")]
    public void It_stays_where(string reason, string begin)
    {
        Assert.NotEmpty(reason);
        Pass.Keeps(Gathers.Run, Function(Loop(begin)));
    }

    [Theory]
    [InlineData("%6", "%6", true)]
    [InlineData("%1.n", "%6", false)]
    [InlineData("%5", "%8", false)]
    public void Bounds_and_distances(string lower, string distance, bool isDone)
    {
        Function function = Ir.Parse(Function(Loop("%12: double = load %0.x[%10] inrange", lower, distance)));
        Assert.Equal(isDone, !ReferenceEquals(function, Gathers.Run(function)));
    }

    /// <summary>Sums may be rounded otherwise.</summary>
    [Fact]
    public void Random_derivatives_stay_what_they_are()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Function derivative = PassPipeline.Optimised(PassPipeline.Derive(PassPipeline.Tidy(PassPipeline.Normal(RandomFunction.Create(seed))), ReverseKind.Gradient)), gathered = FirstWrites.Run(PassPipeline.Tidy(Gathers.Run(derivative)));
            Verifier.Verify(gathered);
            double[] before = SinglePassTests.Outcome(derivative, seed), after = SinglePassTests.Outcome(gathered, seed);
            for (int i = 0; i < before.Length; i++) Assert.True(SinglePassTests.IsNear(before[i], after[i]), $"{seed}: {before[i]} is {after[i]}\n{Printer.Print(gathered)}");
        }
    }

    private static string Loop(string begin, string lower = "%5", string distance = "%6") => $$"""
        for {{lower}} to %1.n step %6 (%10: int) {
            %11: int = Add(%10, {{distance}})
            {{begin.Replace("\n", "\n    ", System.StringComparison.Ordinal)}}
            %13: double = load %2.d[%10] inrange
            %14: double = Add(%13, %12)
            store %2.d[%10] inrange = %14
            %16: double = load %2.d[%11] inrange
            %17: double = Subtract(%16, %12)
            store %2.d[%11] inrange = %17
        }
        """;

    private static string Function(string body, bool withZero = true) => $$"""
        {{Signature}} {
            %5: int = 0
            %6: int = 1
            {{(withZero ? "%7: double = 0\n    %8: int = 9" : "")}}
            {{string.Join("\n    ", body.Split('\n'))}}
        }
        """;
}
