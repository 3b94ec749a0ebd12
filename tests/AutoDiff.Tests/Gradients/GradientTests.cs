using System;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Threading;
using Xunit;

namespace AutoDiff.Tests.Gradients;

/// <summary>What holds for the generated gradient of every method.</summary>
[Collection(nameof(Workspace.Poison))]
public abstract class GradientTests<T, TFamilies>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFamilies : IFamilies<T>
{
    private const int Threads = 8;
    private const int WarmUpCalls = 3;

    // Rounding in another order is all that tells two programs for one function apart.
    private const double FunctionalTolerance = 1e-10;

    // Finite differences have to be better than what they judge.
    private const double ReferenceTolerance = 2e-10;

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (Family<T> family in TFamilies.All)
            {
                foreach (int size in family.Sizes)
                {
                    cases.Add(family.Name, size);
                }
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_value_and_what_is_written_are_the_methods_own(string name, int size)
    {
        Problem<T> problem = Find(name, size);
        var primal = new Arguments<T>(problem);
        T value = problem.Primal(primal.Values);
        var gradient = new Arguments<T>(problem);
        AssertSame([value], [gradient.Call()], problem.ValueTolerance);
        for (int i = 0; i < problem.Parameters.Length; i++)
        {
            if (problem.Parameters[i].Role != Role.Scratch)
            {
                AssertSame(primal.Values[i].Span, gradient.Values[i].Span, problem.ValueTolerance);
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_gradient_agrees_with_finite_differences(string name, int size)
    {
        Problem<T> problem = Find(name, size);
        var arguments = new Arguments<T>(problem);
        arguments.Call();
        (double Value, double Error)[][] expected = problem.Reference.Gradient();
        Assert.Equal(expected.Length, arguments.Gradients.Length);
        double largest = expected.SelectMany(partials => partials).Select(partial => double.Abs(partial.Value)).DefaultIfEmpty().Max();
        for (int i = 0; i < expected.Length; i++)
        {
            for (int element = 0; element < expected[i].Length; element++)
            {
                (double value, double error) = expected[i][element];
                double scale = Scale(value, largest);
                Assert.True(error <= ReferenceTolerance * scale, $"The finite difference {i}[{element}] is {value} ± {error}.");
                AssertClose(value, arguments.Gradients[i].Span[element], problem.Tolerance * scale, $"{problem.Active[i].GradientName}[{element}]");
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_gradient_agrees_with_its_formula(string name, int size)
    {
        Problem<T> problem = Find(name, size);
        if (problem.ClosedForm is null)
        {
            return;
        }

        var arguments = new Arguments<T>(problem);
        arguments.Call();
        double[][] expected = problem.ClosedForm();
        double largest = expected.SelectMany(partials => partials).Select(double.Abs).DefaultIfEmpty().Max();
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Length, arguments.Gradients[i].Length);
            for (int element = 0; element < expected[i].Length; element++)
            {
                double tolerance = problem.Tolerance * Scale(expected[i][element], largest);
                AssertClose(expected[i][element], arguments.Gradients[i].Span[element], tolerance, $"{problem.Active[i].GradientName}[{element}]");
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_gradient_agrees_with_that_of_the_functional_program(string name, int size)
    {
        Problem<T> problem = Find(name, size);
        if (problem.Functional is null)
        {
            return;
        }

        Arguments<T> arguments = new(problem), functional = new(problem);
        T value = arguments.Call(), expectedValue = problem.Functional(functional.Values, functional.Gradients);
        AssertClose(double.CreateChecked(expectedValue), value, FunctionalTolerance * double.Max(1, double.Abs(double.CreateChecked(expectedValue))), "The value");
        double[][] expected = [.. functional.Gradients.Select(partials => partials.ToArray().Select(double.CreateChecked).ToArray())];
        double largest = expected.SelectMany(partials => partials).Select(double.Abs).DefaultIfEmpty().Max();
        for (int i = 0; i < expected.Length; i++)
        {
            for (int element = 0; element < expected[i].Length; element++)
            {
                double tolerance = FunctionalTolerance * Scale(expected[i][element], largest);
                AssertClose(expected[i][element], arguments.Gradients[i].Span[element], tolerance, $"{problem.Active[i].GradientName}[{element}]");
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Calls_are_the_same_to_the_bit_again_and_in_memory_that_is_not_poisoned(string name, int size)
    {
        Problem<T> problem = Find(name, size);
        var arguments = new Arguments<T>(problem);
        arguments.Call();
        byte[][] first = arguments.GradientBits();
        arguments.Reset();
        arguments.Call();
        Assert.Equal(first, arguments.GradientBits());

        Workspace.Poison = false;
        try
        {
            arguments.Reset();
            arguments.Call();
            Assert.Equal(first, arguments.GradientBits());
        }
        finally
        {
            Workspace.Poison = true;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Threads_do_not_disturb_each_other(string name, int size)
    {
        Problem<T> problem = Find(name, size);
        var alone = new Arguments<T>(problem);
        alone.Call();
        byte[][][] results = new byte[Threads][][];
        using var start = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(index => new Thread(() =>
        {
            var arguments = new Arguments<T>(problem);
            start.SignalAndWait();
            for (int call = 0; call < 5; call++)
            {
                arguments.Reset();
                arguments.Call();
            }

            results[index] = arguments.GradientBits();
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(results, result => Assert.Equal(alone.GradientBits(), result));
    }

    [Theory, MemberData(nameof(Cases))]
    public void After_warm_up_nothing_is_allocated(string name, int size)
    {
        var arguments = new Arguments<T>(Find(name, size));
        for (int call = 0; call < WarmUpCalls; call++)
        {
            arguments.Reset();
            arguments.Call();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < 100; call++)
        {
            arguments.Reset();
            arguments.Call();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Gradient_buffers_of_another_length_are_refused(string name, int size)
    {
        Problem<T> problem = Find(name, size);
        Assert.All(problem.Active.Index().Where(active => active.Item.Role != Role.Scalar), active =>
        {
            int length = active.Item.Content.Length, element = active.Item.ElementSize;
            Assert.All(new[] { length + element, length - element, 0 }.Where(wrong => wrong >= 0 && wrong != length), wrong =>
            {
                var arguments = new Arguments<T>(problem);
                arguments.Gradients[active.Index] = Arguments<T>.Unwritten(wrong);
                AssertRefused(arguments, active.Item.GradientName);
            });
        });
    }

    [Theory, MemberData(nameof(Cases))]
    public void Overlapping_buffers_are_refused_and_adjacent_ones_are_not(string name, int size)
    {
        Problem<T> problem = Find(name, size);
        foreach (Overlap overlap in Overlap.AllOf(problem))
        {
            Arguments<T> arguments = overlap.Arrange(problem, Placement.Adjacent);
            if (problem.Parameters.All(parameter => !parameter.IsArray))
            {
                arguments.Call();
            }

            foreach (Placement placement in overlap.Placements(problem))
            {
                AssertRefused(overlap.Arrange(problem, placement), overlap.LaterName(problem));
            }
        }
    }

    private static Problem<T> Find(string name, int size) => TFamilies.All.Single(family => family.Name == name).At(size);

    /// <summary>What an error is relative to: the value, but rounding has the size of the larger ones.</summary>
    private static double Scale(double value, double largest) => double.Max(double.Abs(value), double.Max(largest / 100, 1e-2));

    private static void AssertClose(double expected, T actual, double tolerance, string what) =>
        Assert.True(double.Abs(double.CreateChecked(actual) - expected) <= tolerance, $"{what} is {actual}, not {expected} ± {tolerance}.");

    private static void AssertRefused(Arguments<T> arguments, string parameter)
    {
        byte[][] before = arguments.Bits();
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => { arguments.Call(); });
        Assert.Equal(parameter, refusal.ParamName);
        Assert.Equal(before, arguments.Bits());
    }

    private static void AssertSame(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, double tolerance)
    {
        if (tolerance == 0)
        {
            Assert.Equal(MemoryMarshal.AsBytes(expected).ToArray(), MemoryMarshal.AsBytes(actual).ToArray());
            return;
        }

        Assert.Equal(expected.Length, actual.Length);
        for (int element = 0; element < expected.Length; element++)
        {
            if (expected[element].Equals(actual[element])) continue; // infinities have no difference
            double number = double.CreateChecked(expected[element]);
            AssertClose(number, actual[element], tolerance * double.Max(1, double.Abs(number)), $"element {element}");
        }
    }
}
