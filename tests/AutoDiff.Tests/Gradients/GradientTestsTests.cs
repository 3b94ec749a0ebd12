using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;
using Xunit.Sdk;

namespace AutoDiff.Tests.Gradients;

/// <summary>Gradients written by hand, each with one fault, fail the test that is about it.</summary>
public sealed class GradientTestsTests
{
    private const int Size = 7;

    [Fact]
    public void A_gradient_without_a_fault_passes() => new HandWrittenTests().All("right");

    [Fact]
    public void Derivatives_that_are_off_in_the_ninth_digit_are_noticed()
    {
        Assert.ThrowsAny<XunitException>(() => new HandWrittenTests().The_gradient_agrees_with_finite_differences("inexact", Size));
        Assert.ThrowsAny<XunitException>(() => new HandWrittenTests().The_gradient_agrees_with_its_formula("inexact", Size));
    }

    [Fact]
    public void Adding_to_the_buffer_instead_of_overwriting_it_is_noticed() =>
        Assert.ThrowsAny<XunitException>(() => new HandWrittenTests().The_gradient_agrees_with_its_formula("adding", Size));

    [Fact]
    public void A_value_that_is_off_in_the_last_digit_is_noticed() =>
        Assert.ThrowsAny<XunitException>(() => new HandWrittenTests().The_value_and_what_is_written_are_the_methods_own("another value", Size));

    [Fact]
    public void Writing_to_an_input_is_noticed() =>
        Assert.ThrowsAny<XunitException>(() => new HandWrittenTests().The_value_and_what_is_written_are_the_methods_own("writing", Size));

    [Fact]
    public void Allocations_are_noticed() =>
        Assert.ThrowsAny<XunitException>(() => new HandWrittenTests().After_warm_up_nothing_is_allocated("allocating", Size));

    [Fact]
    public void Buffers_that_are_not_checked_are_noticed()
    {
        Assert.ThrowsAny<XunitException>(() => new HandWrittenTests().Gradient_buffers_of_another_length_are_refused("trusting", Size));
        Assert.ThrowsAny<XunitException>(() => new HandWrittenTests().Overlapping_buffers_are_refused_and_adjacent_ones_are_not("trusting", Size));
    }

    [Fact]
    public void Writing_before_checking_is_noticed() =>
        Assert.ThrowsAny<XunitException>(() => new HandWrittenTests().Overlapping_buffers_are_refused_and_adjacent_ones_are_not("hasty", Size));

    private sealed class HandWrittenTests : GradientTests<double, HandWritten>
    {
        public void All(string name)
        {
            The_value_and_what_is_written_are_the_methods_own(name, Size);
            The_gradient_agrees_with_finite_differences(name, Size);
            The_gradient_agrees_with_its_formula(name, Size);
            Calls_are_the_same_to_the_bit_again_and_in_memory_that_is_not_poisoned(name, Size);
            Threads_do_not_disturb_each_other(name, Size);
            After_warm_up_nothing_is_allocated(name, Size);
            Gradient_buffers_of_another_length_are_refused(name, Size);
            Overlapping_buffers_are_refused_and_adjacent_ones_are_not(name, Size);
        }
    }

    /// <summary>The sum of cubes.</summary>
    private sealed class HandWritten : IFamilies<double>
    {
        public static IEnumerable<Family<double>> All =>
        [
            Make("right", Checked(Gradient)),
            Make("inexact", (x, d) => Gradient(x, d) + (0 * (d.Span[3] *= 1 + 3e-9))),
            Make("adding", (x, d) => Gradient(x, d, isAdding: true)),
            Make("another value", (x, d) => double.BitIncrement(Gradient(x, d))),
            Make("writing", (x, d) => Gradient(x, d) + (0 * (x.Span[0] = -0.0))),
            Make("allocating", (x, d) => Gradient(x, d) + (0 * new double[1].Length)),
            Make("trusting", (x, d) => Gradient(x, d[..int.Min(d.Length, x.Length)])),
            Make("hasty", (x, d) => Checked(Gradient)(x, Cleared(d))),
        ];

        private static Family<double> Make(string name, Func<Memory<double>, Memory<double>, double> gradient) => new(name, n =>
        {
            double[] x = Samples.Uniform(n);
            return Problem.Of([new("x", Role.Input, x)], p => Value(p[0]), (p, d) => gradient(p[0], d[0])) with
            {
                ValueTolerance = 0,
                ClosedForm = () => [[.. x.Select(value => 3 * value * value)]],
            };
        });

        private static double Value(Memory<double> x)
        {
            double sum = 0;
            foreach (double value in x.Span)
            {
                sum += value * value * value;
            }

            return sum;
        }

        private static double Gradient(Memory<double> x, Memory<double> d) => Gradient(x, d, isAdding: false);

        private static double Gradient(Memory<double> x, Memory<double> d, bool isAdding)
        {
            for (int i = 0; i < d.Length; i++)
            {
                d.Span[i] = (isAdding ? d.Span[i] : 0) + (3 * x.Span[i] * x.Span[i]);
            }

            return Value(x);
        }

        private static Func<Memory<double>, Memory<double>, double> Checked(Func<Memory<double>, Memory<double>, double> gradient) => (x, d) =>
        {
            Guard.Length<double>(d.Span, x.Length, "dX");
            Guard.Disjoint<double, double>(d.Span, x.Span, "dX", "x");
            return gradient(x, d);
        };

        private static Memory<double> Cleared(Memory<double> d)
        {
            d.Span.Clear();
            return d;
        }
    }
}
