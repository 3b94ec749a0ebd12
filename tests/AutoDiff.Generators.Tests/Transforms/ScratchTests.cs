using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Transforms;
using Xunit;
using Xunit.Abstractions;

namespace AutoDiff.Generators.Tests.Transforms;

public class ScratchTests(ITestOutputHelper output)
{
    internal static Function Tidy(Function f)
    {
        foreach (var pass in new System.Func<Function, Function>[] { Simplify.Run, CommonSubexpressions.Run, Simplify.Run, LoopInvariants.Run, CommonSubexpressions.Run, DeadCode.Run })
        {
            f = pass(f);
            Verifier.Verify(f);
        }
        return f;
    }

    [Theory]
    [InlineData("""
        function Rosenbrock(%0.x: ReadOnlySpan<double> active) {
            # 0 "double sum = 0;"
            %1.sum: double = 0
            # 1 "for (int i = 0; i + 1 < x.Length; i++)"
            %2: int = 0
            %3: int = length %0.x
            %4: int = 1
            %30: int = Subtract(%3, %4)
            %5.sum: double = for %2 to %30 step %4 carrying %1.sum (%6.i: int, %7.sum: double) {
                # 2 "double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];"
                %8: double = 1
                %9: double = load %0.x[%6.i] inrange
                %10.a: double = Subtract(%8, %9)
                %11: int = 1
                %12: int = Add(%6.i, %11)
                %13: double = load %0.x[%12]
                %14: double = load %0.x[%6.i]
                %15: double = load %0.x[%6.i]
                %16: double = Multiply(%14, %15)
                %17.b: double = Subtract(%13, %16)
                # 3 "sum += a * a + 100 * b * b;"
                %18: double = Multiply(%10.a, %10.a)
                %19: double = 100
                %20: double = Multiply(%19, %17.b)
                %21: double = Multiply(%20, %17.b)
                %22: double = Add(%18, %21)
                %23.sum: double = Add(%7.sum, %22)
                yield %23.sum
            }
            return %5.sum
        }
        """)]
    [InlineData("""
        function Nested(%0.x: ReadOnlySpan<double> active, %1.n: int constant) {
            %2.p: double = 1
            %3: int = 0
            %4: int = 1
            %5.p: double = for %3 to %1.n step %4 carrying %2.p (%6.i: int, %7.p: double) {
                %8: int = 0
                %9: int = length %0
                %10: int = 1
                %11.p: double = for %8 to %9 step %10 carrying %7.p (%12.j: int, %13.p: double) {
                    %14: double = load %0[%12]
                    %20.s: double = Sin(%13.p)
                    %21: bool = Less(%20.s, %14)
                    %22.p: double = if %21 {
                        %23.e: double = Exp(%20.s)
                        %15.p: double = Multiply(%23.e, %14)
                        yield %15.p
                    } else {
                        yield %13.p
                    }
                    yield %22.p
                }
                yield %11.p
            }
            return %5.p
        }
        """)]
    [InlineData("""
        function F(%0.x: ReadOnlySpan<double> active, %1.r: Span<double> active, %2.a: double active, %3.c: double constant) {
            %4: double = 0.11776958923683023
            %5: bool = Less(%2.a, %4)
            %6: double, %7: double = if %5 {
                %43: double = Tanh(%2.a)
                yield %2.a, %43
            } else {
                yield %2.a, %2.a
            }
            %75: double = Multiply(%7, %7)
            %76: double = Add(%3.c, %75)
            return %76
        }
        """)]
    public void Dump(string text)
    {
        Function f = Tidy(Ir.Parse(text));
        output.WriteLine(Ir.Print(f));
        Function g = ReverseMode.Run(f, ReverseKind.Gradient);
        output.WriteLine(Ir.Print(g));
        Verifier.Verify(g);
        output.WriteLine(Ir.Print(Tidy(g)));
    }
}
