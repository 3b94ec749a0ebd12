using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Primitives;

/// <summary>Every method of the library that has a derivative, in every form, at lengths around those of vectors: what its
/// pullback computes and leaves in memory against the library, what it adds against differences of the library.</summary>
public sealed class TensorDerivativeTests
{
    private static readonly int[] Sizes = [0, 1, 3, 4, 5, 8, 17, 33];

    private static readonly double[] Steps = [1.0 / 4096];

    private static readonly TensorPrograms Doubles = new(typeof(double)), Floats = new(typeof(float));

    public static TheoryData<string> OfDoubles => [.. Doubles.Signatures];

    public static TheoryData<string> InPlace => [.. Doubles.SignaturesInPlace];

    public static TheoryData<string> OfFloats => [.. Floats.Signatures];

    [Theory]
    [MemberData(nameof(OfDoubles))]
    public void A_pullback_of_doubles_agrees_with_differences_of_the_library(string signature)
    {
        (TensorMethod method, MethodUnderTest program) = (Doubles.Find(signature), Doubles.Wrapper(signature));
        double tolerance = ToleranceOf(method);
        foreach (int size in Sizes)
        {
            object[] arguments = TensorArguments.Of(method, size);
            if (Pullback(program, arguments, tolerance) is not { } pullback) continue;
            RequireDifferences(Doubles.Wrapper(signature.Replace("Estimate", "", StringComparison.Ordinal)), arguments, pullback, Math.Max(tolerance, 1e-7));
        }
    }

    [Theory]
    [MemberData(nameof(InPlace))]
    public void In_place_the_same_is_computed(string signature)
    {
        TensorMethod method = Doubles.Find(signature);
        (MethodUnderTest program, MethodUnderTest inPlace) = (Doubles.Wrapper(signature), Doubles.InPlaceWrapper(signature));
        int first = method.Variables.ToList().FindIndex(TensorMethod.IsSpan), destination = method.Variables.Count - 1;
        foreach (int size in Sizes)
        {
            object[] arguments = TensorArguments.Of(method, size), fitting = [.. arguments[..^1], new double[size]];
            if (Pullback(program, fitting, 1e-2) is not { } apart)
            {
                Pullback(inPlace, arguments[..^1], 1e-2);
                continue;
            }

            // What went in as the adjoint of the destination goes in through the operand.
            object[] added = [.. apart.Added[..^1]];
            added[first] = apart.Added[^1];
            Pulled together = Pullback(inPlace, arguments[..^1], 1e-2, added)!;
            Assert.Equal(apart.Arguments[destination], together.Arguments[first]);
            for (int p = 0; p < together.Adjoints.Count; p++)
            {
                double[] expected = Flat(apart.Adjoints[p]), actual = Flat(together.Adjoints[p]), before = Flat(apart.Added[p]);
                for (int i = 0; i < expected.Length; i++) RequireClose($"{signature} in place, size {size}, [{p}][{i}]", expected[i] - (p == first ? before[i] : 0), actual[i], 1e-12);
            }
        }
    }

    [Theory]
    [MemberData(nameof(OfFloats))]
    public void A_pullback_of_floats_agrees_with_that_of_doubles(string signature)
    {
        (TensorMethod method, MethodUnderTest program) = (Floats.Find(signature), Floats.Wrapper(signature));
        foreach (int size in Sizes)
        {
            object[] arguments = TensorArguments.Of(method, size);
            if (Pullback(program, arguments, Math.Max(ToleranceOf(method), 2e-4)) is not { } pullback) continue;
            Pulled expected = Pullback(Doubles.Wrapper(signature), TensorArguments.Of(Doubles.Find(signature), size), ToleranceOf(method))!;
            for (int p = 0; p < expected.Adjoints.Count; p++)
            {
                double[] wanted = Flat(expected.Adjoints[p]), actual = Flat(pullback.Adjoints[p]);
                for (int i = 0; i < wanted.Length; i++) RequireClose($"{signature}, size {size}, [{p}][{i}]", wanted[i], actual[i], 1e-3);
            }
        }
    }

    [Theory]
    [MemberData(nameof(OfDoubles))]
    public void Lengths_that_do_not_fit_throw_what_the_library_throws_before_anything_is_written(string signature)
    {
        (TensorMethod method, MethodUnderTest program) = (Doubles.Find(signature), Doubles.Wrapper(signature));
        for (int p = 0; p < method.Variables.Count; p++)
        {
            foreach (int length in new[] { 0, 4, 6 })
            {
                object[] arguments = TensorArguments.Of(method, 5);
                if (arguments[p] is not double[] original) continue;
                double[] resized = [.. original.Take(length), .. Enumerable.Repeat(0.7, Math.Max(0, length - original.Length))];
                arguments[p] = resized;
                Pullback(program, arguments, 1e-2);
            }
        }
    }

    /// <param name="Added">What was in the added buffers.</param>
    private sealed record Pulled(object? Seed, object[] Added, IReadOnlyList<object?> Arguments, IReadOnlyList<object?> Adjoints);

    /// <summary>Null where the library throws, and then the same is thrown.</summary>
    private static Pulled? Pullback(MethodUnderTest program, object[] arguments, double tolerance, object[]? added = null)
    {
        var random = new Random(11);
        added ??= [.. program.Parameters.Zip(arguments).Where(pair => pair.First.IsVaried || pair.First.IsWritten).Select(pair => Numbers(pair.Second, random))];
        MethodUnderTest.Outcome? library = null, derivative = null;
        object[] before = [.. arguments.Select(argument => argument is Array array ? array.Clone() : argument)];
        Exception? expected = Record.Exception(() => library = program.Primal(arguments));
        object? seed = library?.Value is { } value ? Numbers(value, random) : null;
        if (library is null && program.Returns) seed = Numbers(arguments.Any(static argument => argument is double[]) ? 0.0 : (object)0f, random);
        Exception? actual = Record.Exception(() => derivative = program.Vjp(arguments, seed, added));
        Assert.Equal(expected?.GetType(), actual?.GetType());
        Assert.Equal(before, arguments);
        if (library is null || derivative is null) return null;

        if (library.Value is not null) RequireClose("the value", Flat(library.Value)[0], Flat(derivative.Value)[0], tolerance);
        for (int p = 0; p < arguments.Length; p++)
        {
            if (!program.Parameters[p].IsWritten) continue;
            double[] wanted = Flat(library.Arguments[p]), written = Flat(derivative.Arguments[p]);
            for (int i = 0; i < wanted.Length; i++) RequireClose($"{program.Parameters[p].Name}[{i}]", wanted[i], written[i], tolerance);
        }

        return new Pulled(seed, added, derivative.Arguments, derivative.Adjoints);
    }

    private static void RequireDifferences(MethodUnderTest library, object[] arguments, Pulled pullback, double tolerance)
    {
        int next = 0;
        for (int p = 0; p < arguments.Length; p++)
        {
            ParameterUnderTest parameter = library.Parameters[p];
            if (!parameter.IsVaried && !parameter.IsWritten) continue;
            double[] added = Flat(pullback.Added[next]), actual = Flat(pullback.Adjoints[next++]);
            if (!parameter.IsVaried) continue;
            for (int i = 0; i < actual.Length; i++)
            {
                (int at, int element) = (p, i);
                FiniteDifference difference = FiniteDifference.Of(x => Functional(library, With(arguments, at, element, x), pullback), Flat(arguments[p])[i], Steps);
                RequireClose($"the derivative by {parameter.Name}[{i}] of {actual.Length}", added[i] + difference.Slope, actual[i], tolerance);
            }
        }
    }

    private static double Functional(MethodUnderTest library, object[] arguments, Pulled pullback)
    {
        MethodUnderTest.Outcome outcome = library.Primal(arguments);
        double sum = outcome.Value is null ? 0 : Flat(pullback.Seed)[0] * Flat(outcome.Value)[0];
        int next = 0;
        for (int p = 0; p < arguments.Length; p++)
        {
            ParameterUnderTest parameter = library.Parameters[p];
            if (!parameter.IsVaried && !parameter.IsWritten) continue;
            double[] added = Flat(pullback.Added[next++]);
            if (parameter.IsWritten) sum += added.Zip(Flat(outcome.Arguments[p]), (adjoint, number) => adjoint * number).Sum();
        }

        return sum;
    }

    private static object[] With(object[] arguments, int parameter, int element, double number)
    {
        object[] changed = [.. arguments];
        if (changed[parameter] is double[] numbers) changed[parameter] = numbers.Select((old, i) => i == element ? number : old).ToArray();
        else changed[parameter] = number;
        return changed;
    }

    /// <summary>An estimate is close to what it estimates, no more.</summary>
    private static double ToleranceOf(TensorMethod method) => method.Name.StartsWith("Reciprocal", StringComparison.Ordinal) && method.Name.EndsWith("Estimate", StringComparison.Ordinal) ? 1e-2 : 1e-10;

    private static void RequireClose(string what, double expected, double actual, double tolerance)
    {
        bool isClose = actual.Equals(expected) || Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected));
        if (!isClose) throw new XunitException($"{what} is {actual:r} in place of {expected:r}.");
    }

    private static object Numbers(object like, Random random) => like switch
    {
        double[] numbers => Array.ConvertAll(numbers, _ => (double)(float)random.NextDouble() + 0.5),
        float[] numbers => Array.ConvertAll(numbers, _ => (float)random.NextDouble() + 0.5f),
        float => (float)random.NextDouble() + 0.5f,
        _ => (double)(float)random.NextDouble() + 0.5,
    };

    private static double[] Flat(object? numbers) => numbers switch
    {
        double[] elements => elements,
        float[] elements => Array.ConvertAll(elements, element => (double)element),
        _ => [Convert.ToDouble(numbers, null)],
    };
}
