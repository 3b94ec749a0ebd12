using System;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Constants that may be null.</summary>
public sealed class NullTests
{
    [Fact]
    public void Without_the_object_there_is_the_other_value()
    {
        GeneratorResult result = Run("[Differentiable] public static double F(double x, string? s) => x * x * (s?.Length ?? 5) + (s?.Trim().Length ?? 0);");
        AssertDerivative(12, result, "abc");
        AssertDerivative(20, result, null);
    }

    [Fact]
    public void What_follows_is_read_only_where_there_is_an_object()
    {
        GeneratorResult result = Run("""
            public sealed class Node { public Node? Next; public double? Rate; public int[]? Counts; }
            [Differentiable] public static double F(double x, Node? node)
            {
                if (node?.Next is null) x *= 2;
                return x * (node?.Next?.Rate ?? 3) * (node?.Next?.Counts?.Length ?? 4);
            }
            """);
        AssertDerivative(24, result, null);
        AssertDerivative(24, result, Activator.CreateInstance(result.Program!.TypeNamed("P+Node")));
    }

    [Fact]
    public void A_throw_may_stand_on_the_other_side()
    {
        GeneratorResult result = Run("""
            [Differentiable] public static double F(double x, string? s)
            {
                string text = s ?? throw new InvalidOperationException("no text");
                return x * x * text.Length;
            }
            """);
        AssertDerivative(12, result, "abc");
        Assert.Equal("no text", Assert.Throws<InvalidOperationException>(() => result.Call("P", "FGradient", 2.0, null, null)).Message);
    }

    [Fact]
    public void A_number_that_may_be_missing_is_guarded_by_a_throw()
    {
        GeneratorResult result = Run("[Differentiable] public static double F(double x, int? n) => x * x * (n ?? throw new ArgumentException(\"none\", nameof(n)));");
        AssertDerivative(12, result, 3);
        Assert.Throws<ArgumentException>("n", () => result.Call("P", "FGradient", 2.0, null, null));
    }

    private static GeneratorResult Run(string members) => GeneratorHarness.Run($"using System;\nusing AutoDiff;\n\npublic static partial class P\n{{\n{members}\n}}");

    private static void AssertDerivative(double expected, GeneratorResult result, object? constant)
    {
        object?[] arguments = [2.0, constant, null];
        result.Call("P", "FGradient", arguments);
        Assert.Equal(expected, arguments[2]);
    }
}
