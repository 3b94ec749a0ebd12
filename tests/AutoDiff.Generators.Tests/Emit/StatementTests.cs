using System;
using Xunit;

namespace AutoDiff.Generators.Tests.Emit;

public sealed class ShapeTests(Xunit.Abstractions.ITestOutputHelper output)
{
    [Theory]
    [InlineData("""
        function F(%0.w: double active, %1.x: double constant) {
            # 0 forward "double r = w * x - 1;"
            %2: double = Multiply(%0, %1)
            %3: double = 1
            %4.r: double = Subtract(%2, %3)
            # 1 reverse "return r * r;"
            %5: double = 2
            %6.dR: double = Multiply(%5, %4)
            # 0 reverse "double r = w * x - 1;"
            %7: double = Multiply(%6, %1)
            # 1 forward "return r * r;"
            %8: double = Multiply(%4, %4)
            return %8, %7
        }
        """)]
    [InlineData("""
        function F(%0.x: ReadOnlySpan<double> active, %20.dX: Span<double> adjoint) {
            %1.sum: double = 0
            %2: int = 0
            %3: int = length %0
            %4: int = 1
            %5.sum: double = for %2 to %3 step %4 carrying %1 (%6.i: int, %7.sum: double) {
                %8: double = load %0[%6]
                %10: double = load %0[%6]
                %11: double = Multiply(%8, %10)
                %9.sum: double = Add(%7, %11)
                yield %9
            }
            for %2 to %3 step %4 reversed (%12.i: int) {
                %13: double = load %0[%12]
                %14: double = 2
                %15: double = Multiply(%14, %13)
                %16: double = load %20[%12]
                %17: double = Add(%16, %15)
                store %20[%12] = %17
            }
            return %5
        }
        """)]
    [InlineData("""
        function F(%0.a: double active) {
            %50: double = Abs(%0)
            %1.xs: Stack<double> = stack
            %2.x: double = while carrying %0 (%3.x: double) {
                %4: double = Multiply(%3, %3)
                %5: double = Subtract(%4, %0)
                %6: double = Abs(%5)
                %7: double = 1e-12
                %8: double = Multiply(%7, %0)
                %9: bool = Greater(%6, %8)
                yield %9, %3
            } do (%10.x: double) {
                push %10 on %1
                %11: double = Divide(%0, %10)
                %12: double = Add(%10, %11)
                %13: double = 0.5
                %14.x: double = Multiply(%13, %12)
                yield %14
            }
            %20: bool = Less(%2, %50)
            %21.r: double = if %20 {
                %22: double = 1
                yield %22
            } else {
                %23: bool = Less(%2, %0)
                %24: double = if %23 {
                    throw "new global::System.ArgumentException()"()
                    yield %2
                } else {
                    %25: double = Exp(%2)
                    yield %25
                }
                yield %24
            }
            return %21, %21
        }
        """)]
    [InlineData("""
        function F(%0.n: int constant, %30.z: double active) {
            %1: int = 0
            %2: int = 1
            %3.a: double = 0
            %4.b: double = 1
            %5.a: double, %6.b: double = for %1 to %0 step %2 carrying %3, %4 (%7.i: int, %8.a: double, %9.b: double) {
                %10: double = Add(%8, %9)
                yield %9, %10
            }
            %11.a: double, %12.b: double = for %1 to %0 step %2 carrying %5, %6 (%13.i: int, %14.a: double, %15.b: double) {
                yield %15, %14
            }
            %16: double = Convert(%0)
            %17: double = Divide(%11, %16)
            return %17, %12
        }
        """)]
    public void Show(string text)
    {
        var f = AutoDiff.Generators.Tests.Support.Ir.Parse(text);
        output.WriteLine(Emitted.File(f));
        Emitted.Compile(f);
    }
}
