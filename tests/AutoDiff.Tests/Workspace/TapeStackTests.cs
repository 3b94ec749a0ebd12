using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Xunit;

namespace AutoDiff.Tests;

public sealed class TapeStackTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(120)]
    [InlineData(121)]
    [InlineData(10_000_000)]
    public void Elements_come_off_in_reverse_order(int count)
    {
        using var workspace = Workspace.Enter();
        TapeStack<double> stack = workspace.Stack<double>();
        for (int i = 0; i < count; i++)
        {
            stack.Push(i);
        }

        Assert.Equal(count, stack.Count);
        for (int i = count - 1; i >= 0; i--)
        {
            if (stack.Pop() != i)
            {
                Assert.Fail($"Element {i} is wrong.");
            }
        }

        Assert.Equal(0, stack.Count);
        Assert.False(stack.TryPop(out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(2000)]
    public void Elements_that_were_put_on_together_come_off_together(int rounds)
    {
        using var workspace = Workspace.Enter();
        TapeStack<double> stack = workspace.Stack<double>();
        for (int pass = 0; pass < 2; pass++)
        {
            long total = 0;
            for (int round = 0; round < rounds; round++)
            {
                Span<double> block = stack.Reserve(LengthOf(round));
                for (int i = 0; i < block.Length; i++) block[i] = (1000.0 * round) + i;
                stack.Push(-round);
                total += block.Length + 1;
                Assert.Equal(total, stack.Count);
            }

            for (int round = rounds - 1; round >= 0; round--)
            {
                Assert.Equal(-round, stack.Pop());
                Span<double> block = stack.Release(LengthOf(round));
                Assert.Equal(LengthOf(round), block.Length);
                for (int i = 0; i < block.Length; i++) Assert.Equal((1000.0 * round) + i, block[i]);
            }

            Assert.Equal(0, stack.Count);
        }

        static int LengthOf(int round) => round % 7 == 3 ? 0 : round % 31 == 30 ? 5000 : 37 * (round % 11);
    }

    [Fact]
    public void No_more_comes_off_together_than_was_put_on()
    {
        using var workspace = Workspace.Enter();
        TapeStack<int> stack = workspace.Stack<int>();
        Assert.True(stack.Reserve(0).IsEmpty && stack.Release(0).IsEmpty);
        stack.Reserve(3).Clear();
        Throws<InvalidOperationException>(stack, 4);
        Throws<ArgumentOutOfRangeException>(stack, -1);
        Assert.Equal(3, stack.Release(3).Length);
        Throws<InvalidOperationException>(stack, 1);

        static void Throws<TException>(TapeStack<int> stack, int count)
            where TException : Exception
        {
            try
            {
                stack.Release(count);
            }
            catch (TException)
            {
                return;
            }

            Assert.Fail($"{count} elements were taken off.");
        }
    }

    [Fact]
    public void Several_stacks_of_different_elements_grow_at_once()
    {
        using var workspace = Workspace.Enter();
        TapeStack<byte> bytes = workspace.Stack<byte>();
        TapeStack<(double, int)> pairs = workspace.Stack<(double, int)>();
        TapeStack<float> floats = workspace.Stack<float>();
        for (int i = 0; i < 100_000; i++)
        {
            bytes.Push((byte)i);
            pairs.Push((i, -i));
            if (i % 3 == 0)
            {
                floats.Push(i);
            }
        }

        for (int i = 99_999; i >= 0; i--)
        {
            Assert.Equal((byte)i, bytes.Pop());
            Assert.Equal((i, -i), pairs.Pop());
            if (i % 3 == 0)
            {
                Assert.Equal(i, floats.Pop());
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_order_of_pushes_and_pops_agrees_with_an_ordinary_stack(int seed)
    {
        var random = new Random(seed);
        var expected = new Stack<int>();
        using var workspace = Workspace.Enter();
        TapeStack<int> stack = workspace.Stack<int>();
        for (int step = 0; step < 2000; step++)
        {
            for (int run = random.Next(2000); run > 0; run--)
            {
                int value = random.Next();
                expected.Push(value);
                stack.Push(value);
            }

            for (int run = random.Next(2100); run > 0; run--)
            {
                Assert.Equal(expected.TryPop(out int value), stack.TryPop(out int actual));
                Assert.Equal(value, actual);
            }

            Assert.Equal(expected.Count, stack.Count);
        }
    }

    [Fact]
    public void Popping_an_empty_stack_throws()
    {
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var workspace = Workspace.Enter();
            workspace.Stack<int>().Pop();
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var workspace = Workspace.Enter();
            TapeStack<int> stack = workspace.Stack<int>();
            stack.Push(1);
            stack.Pop();
            stack.Pop();
        });
    }

    [Fact]
    public void A_stack_keeps_what_it_grew_by_inside_an_inner_scope()
    {
        using var outer = Workspace.Enter();
        TapeStack<long> stack = outer.Stack<long>();
        for (int i = 0; i < 1000; i++)
        {
            using var inner = Workspace.Enter();
            inner.Allocate<long>(100).Fill(-1);
            TapeStack<long> own = inner.Stack<long>();
            for (int j = 0; j < 100; j++)
            {
                stack.Push((100 * i) + j);
                own.Push(-1);
            }
        }

        for (int i = 99_999; i >= 0; i--)
        {
            Assert.Equal(i, stack.Pop());
        }
    }

    [Fact]
    public void A_copy_is_the_same_stack()
    {
        using var workspace = Workspace.Enter();
        TapeStack<int> stack = workspace.Stack<int>();
        PushTo(stack);

        Assert.Equal(1, stack.Count);
        Assert.Equal(42, stack.Pop());

        static void PushTo(TapeStack<int> copy) => copy.Push(42);
    }

    [Fact]
    public void Elements_larger_than_a_slab_have_room()
    {
        using var workspace = Workspace.Enter();
        TapeStack<Large> stack = workspace.Stack<Large>();
        for (int i = 0; i < 20; i++)
        {
            var large = default(Large);
            large[4999] = i;
            stack.Push(large);
        }

        for (int i = 19; i >= 0; i--)
        {
            Assert.Equal(i, stack.Pop()[4999]);
        }
    }

    [Fact]
    public void The_peak_counts_the_elements_pushed()
    {
        OnOwnThread.Run(() =>
        {
            using (var workspace = Workspace.Enter())
            {
                TapeStack<double> doubles = workspace.Stack<double>();
                TapeStack<byte> bytes = workspace.Stack<byte>();
                for (int i = 0; i < 12_345; i++)
                {
                    doubles.Push(i);
                    bytes.Push(0);
                }

                while (doubles.TryPop(out _))
                {
                    bytes.Pop();
                }

                for (int i = 0; i < 12_345; i++)
                {
                    doubles.Push(i);
                }

                doubles.Pop();
                Assert.Equal(9 * 12_345, Workspace.PeakBytes);
                doubles.Push(0);
                doubles.Push(0);
                doubles.Pop();
                Assert.Equal((9 * 12_345) + 8, Workspace.PeakBytes);
            }

            Workspace.ResetPeak();
            Assert.Equal(0, Workspace.PeakBytes);
        });
    }

    [InlineArray(5000)]
    private struct Large
    {
        private double _first;
    }
}
