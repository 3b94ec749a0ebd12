using System;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

/// <summary>Functions that call functions, interpreted.</summary>
public sealed class SplitFunctionTests
{
    private static readonly Module Powers = new(
        Ir.Parse("""
            function F(%0.x: double active, %1.y: double active, %2.n: int constant) {
                %3: double = call Power(%0.x, %2.n)
                %4: double = 3
                %5: double = call Power(%4, %2.n)
                %6: double = Multiply(%3, %1.y)
                %7: double = Add(%6, %5)
                return %7
            }
            """),
        [
            Ir.Parse("""
                function Power(%0.x: double active, %1.n: int constant) {
                    %2: int = 0
                    %3: bool = Equal(%1.n, %2)
                    %4: double = if %3 {
                        %5: double = 1
                        yield %5
                    } else {
                        %6: int = 1
                        %7: int = Subtract(%1.n, %6)
                        %8: double = call Power(%0.x, %7)
                        %9: double = Multiply(%8, %0.x)
                        yield %9
                    }
                    return %4
                }
                """),
        ]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void The_halves_of_a_recursive_function_make_a_gradient(int n)
    {
        foreach (Module gradient in new[] { ReverseMode.Run(Powers, ReverseKind.Gradient), PassPipeline.Derive(Powers, ReverseKind.Gradient) })
        {
            object?[] results = Run(gradient, 1.5, 0.5, n);
            Assert.Equal((Math.Pow(1.5, n) * 0.5) + Math.Pow(3, n), (double)results[0]!, 1e-12);
            Assert.Equal(n * Math.Pow(1.5, n - 1) * 0.5, (double)results[1]!, 1e-12);
            Assert.Equal(Math.Pow(1.5, n), (double)results[2]!, 1e-12);
        }
    }

    [Fact]
    public void Where_no_derivative_flows_the_primal_is_called() =>
        Assert.Equal(["PowerForward", "PowerReverse", "Power"], ReverseMode.Run(Powers, ReverseKind.Gradient).Helpers.Select(static helper => helper.Name));

    [Fact]
    public void The_reverse_half_gets_the_parameters_that_it_uses()
    {
        Function reverse = PassPipeline.Derive(Powers, ReverseKind.Gradient).Find("PowerReverse")!;
        Assert.Equal(["x", "n", "dResult"], reverse.Parameters.Take(3).Select(static parameter => parameter.Name));
        Assert.All(reverse.Parameters.Skip(3), static parameter => Assert.IsType<StackType>(parameter.Type));
    }

    private static object?[] Run(Module module, params object?[] arguments) =>
        module.Helpers.Aggregate(new Interpreter(), static (interpreter, helper) => interpreter.With(helper)).Invoke(module.Root, arguments);
}
