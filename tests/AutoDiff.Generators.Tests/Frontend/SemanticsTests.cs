using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Frontend;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace AutoDiff.Generators.Tests.Frontend;

/// <summary>What a method is lowered to computes what the method computes, to the bit, and throws where it throws.</summary>
public sealed class SemanticsTests
{
    public static TheoryData<string> Names => [.. Programs.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_lowered_method_computes_the_same(string program) => AssertSame(Programs.All[program]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_control_flow_computes_the_same(int batch) => AssertSame([.. Enumerable.Range(50 * batch, 50).Select(RandomProgram.Make)]);

    private static void AssertSame(params string[] bodies)
    {
        CSharpCompilation compilation = LoweringProbe.Compile(string.Join("\n", bodies.Select(static (body, number) => $"[Differentiable] {Signature(number)}\n{body}")));
        CompiledProgram compiled = CSharpCompiler.Load(compilation);
        IReadOnlyList<LoweredMethod> methods = LoweringProbe.LowerAll(compilation);
        for (int number = 0; number < bodies.Length; number++)
        {
            Assert.True(methods[number].Model is not null, string.Join("\n", methods[number].Report.Diagnostics.Select(static diagnostic => diagnostic.ToDiagnostic())) + bodies[number]);
            foreach (object[] inputs in Inputs())
            {
                object[] native = Copy(inputs), interpreted = Copy(inputs);
                object expected = Outcome(() => compiled.Call("C", $"F{number}", native));
                object actual = Outcome(() => Interpreter.Run(methods[number].Model!.Function, interpreted).Single());
                Assert.True(Same(expected, actual), $"{expected} is {actual} for {string.Join(", ", inputs.Select(Text))} in\n{bodies[number]}");
                if (expected is not Exception) Assert.Equal(native, interpreted);
            }
        }
    }

    private static string Signature(int number) => $"public static double F{number}(Span<double> x, ReadOnlySpan<double> y, int[] k, double a, int n)";

    private static IEnumerable<object[]> Inputs()
    {
        Random random = new(1);
        foreach (int size in (int[])[0, 1, 2, 7])
        {
            foreach (int n in (int[])[0, 1, 3, size])
            {
                yield return [Numbers(size), Numbers(size), Enumerable.Range(0, size).Select(_ => random.Next(-1, size)).ToArray(), (random.NextDouble() * 4) - 2, n];
            }
        }

        double[] Numbers(int size) => [.. Enumerable.Range(0, size).Select(_ => (random.NextDouble() * 4) - 2)];
    }

    private static object[] Copy(object[] inputs) => [.. inputs.Select(input => input is Array array ? array.Clone() : input)];

    private static object Outcome(Func<object?> run)
    {
        try
        {
            return run()!;
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            return exception;
        }
    }

    /// <summary>The interpreter does not make the exceptions that the user's code throws.</summary>
    private static bool Same(object expected, object actual) => (expected, actual) switch
    {
        (Exception, InterpretedException) => true,
        (Exception one, Exception other) => one.GetType() == other.GetType(),
        (double one, double other) => BitConverter.DoubleToInt64Bits(one) == BitConverter.DoubleToInt64Bits(other),
        _ => false,
    };

    private static string Text(object input) => input is Array array ? $"[{string.Join(", ", array.Cast<object>())}]" : $"{input}";
}
