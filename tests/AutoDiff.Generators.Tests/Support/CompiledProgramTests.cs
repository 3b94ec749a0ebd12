using System;
using Xunit;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Support;

public sealed class CompiledProgramTests
{
    private const string Source = """
        using System;

        namespace Outer.Inner
        {
            internal static class Sums
            {
                internal static double Sum(ReadOnlySpan<double> x) { double sum = 0; foreach (double e in x) sum += e; return sum; }
                internal static float Sum(ReadOnlySpan<float> x) => x[0];
                private static int Hidden(int x) => x + 1;
                public static void Fail() => throw new InvalidOperationException("as is");

                public record struct Scale(double Factor)
                {
                    public void Apply(Span<double> x) { for (int i = 0; i < x.Length; i++) x[i] *= Factor; }
                    public double Twice() => 2 * Factor;
                }
            }

            file static class Local
            {
                public static int First(Span<int> x) => x[0];
            }
        }
        """;

    private readonly CompiledProgram program = CSharpCompiler.Run(Source);

    [Fact]
    public void Overloads_are_told_apart_by_their_arguments()
    {
        Assert.Equal(6.0, program.Call("Sums", "Sum", new[] { 1.0, 2, 3 }));
        Assert.Equal(4f, program.Call("Outer.Inner.Sums", "Sum", new[] { 4f }));
    }

    [Fact]
    public void Private_methods_are_called_too() => Assert.Equal(2, program.Call("Sums", "Hidden", 1));

    [Fact]
    public void An_instance_method_takes_the_instance_first()
    {
        object scale = Activator.CreateInstance(program.TypeNamed("Scale"), 3.0)!;
        double[] x = [1, 2];
        program.Call("Scale", "Apply", scale, x);
        Assert.Equal([3, 6], x);
        Assert.Equal(6.0, program.Call("Scale", "Twice", scale));
    }

    [Fact]
    public void Exceptions_come_through_as_they_are() =>
        Assert.Equal("as is", Assert.Throws<InvalidOperationException>(() => program.Call("Sums", "Fail")).Message);

    [Fact]
    public void A_call_that_fits_nothing_says_so()
    {
        string message = Assert.Throws<MissingMethodException>(() => program.Call("Sums", "Sum", 1)).Message;
        Assert.Equal("Outer.Inner.Sums.Sum does not take (Int32).", message);
    }

    [Fact]
    public void Errors_are_shown_with_the_source()
    {
        string message = Assert.Throws<XunitException>(() => CSharpCompiler.Run("class C : Missing { }")).Message;
        Assert.Contains("   1 class C : Missing { }", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_language_is_understood()
    {
        const string Extension = "static class E { extension(int x) { public int Twice => 2 * x; } public static int Six() => 3.Twice; }";
        Assert.Equal(6, CSharpCompiler.Run(Extension).Call("E", "Six"));
    }
}
