using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Xunit;

namespace AutoDiff.Tests;

public sealed class WorkspaceTests
{
    [Fact]
    public void Every_span_is_aligned_to_64_bytes_and_has_the_length_asked_for()
    {
        using var workspace = Workspace.Enter();
        foreach (int length in (int[])[0, 1, 3, 7, 100, 9973, 1_000_003])
        {
            AssertAligned(workspace.Allocate<byte>(length), length);
            AssertAligned(workspace.Allocate<double>(length), length);
            AssertAligned(workspace.Allocate<(int, double, byte)>(length), length);
        }
    }

    [Fact]
    public void Spans_of_one_scope_are_disjoint_also_across_chunks()
    {
        OnOwnThread.Run(() =>
        {
            using var workspace = Workspace.Enter();
            Span<int> small = workspace.Allocate<int>(1000);
            Span<int> large = workspace.Allocate<int>(1_000_000);
            Span<int> last = workspace.Allocate<int>(10);
            small.Fill(1);
            large.Fill(2);
            last.Fill(3);

            Assert.Equal(-1, small.IndexOfAnyExcept(1));
            Assert.Equal(-1, large.IndexOfAnyExcept(2));
            Assert.Equal(-1, last.IndexOfAnyExcept(3));
        });
    }

    [Fact]
    public void A_scope_gives_back_what_it_took_and_nothing_else()
    {
        using var outer = Workspace.Enter();
        Span<double> kept = outer.Allocate<double>(100);
        kept.Fill(1);
        nint first = AddressOfInner();
        nint second = AddressOfInner();

        Assert.Equal(first, second);
        Assert.Equal(-1, kept.IndexOfAnyExcept(1));

        static nint AddressOfInner()
        {
            using var inner = Workspace.Enter();
            Span<double> span = inner.Allocate<double>(50);
            span.Fill(2);
            return Address(span);
        }
    }

    [Fact]
    public void An_inner_scope_that_needs_a_new_chunk_leaves_the_outer_ones_memory_alone()
    {
        OnOwnThread.Run(() =>
        {
            using var outer = Workspace.Enter();
            Span<byte> kept = outer.Allocate<byte>(60_000);
            kept.Fill(1);
            for (int round = 0; round < 3; round++)
            {
                using var inner = Workspace.Enter();
                inner.Allocate<byte>(1_000_000 << round).Fill(2);
            }

            Span<byte> more = outer.Allocate<byte>(100_000);
            more.Fill(3);

            Assert.Equal(-1, kept.IndexOfAnyExcept((byte)1));
        });
    }

    [Fact]
    public void The_first_memory_of_a_thread_may_be_taken_in_an_inner_scope()
    {
        OnOwnThread.Run(() =>
        {
            using var outer = Workspace.Enter();
            using (var inner = Workspace.Enter())
            {
                inner.Allocate<byte>(100_000).Fill(1);
            }

            outer.Allocate<byte>(100_000).Fill(2);
        });
    }

    [Fact]
    public void Several_chunks_become_one_when_the_outermost_scope_ends()
    {
        OnOwnThread.Run(() =>
        {
            const int Count = 40;
            Assert.NotEqual(Count - 1, ContiguousNeighbours(Count));
            Assert.Equal(Count - 1, ContiguousNeighbours(Count));
        });

        static int ContiguousNeighbours(int count)
        {
            const int Bytes = 64 * 1024;
            using var workspace = Workspace.Enter();
            nint previous = Address(workspace.Allocate<byte>(Bytes));
            int contiguous = 0;
            for (int i = 1; i < count; i++)
            {
                nint next = Address(workspace.Allocate<byte>(Bytes));
                contiguous += next == previous + Bytes ? 1 : 0;
                previous = next;
            }

            return contiguous;
        }
    }

    [Fact]
    public void Nothing_is_allocated_on_the_heap_after_warm_up()
    {
        double sum = Use();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            sum += Use();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(101.0 * 5, sum);

        static double Use()
        {
            using var outer = Workspace.Enter();
            outer.Allocate<float>(100_000)[0] = 1;
            TapeStack<double> stack = outer.Stack<double>();
            for (int i = 0; i < 10_000; i++)
            {
                using var inner = Workspace.Enter();
                inner.Allocate<double>(10)[9] = i;
                stack.Push(5);
            }

            return stack.Pop();
        }
    }

    [Fact]
    public void Threads_do_not_share_memory()
    {
        const int Rounds = 200;
        int wrong = 0;
        Thread[] threads = [.. Enumerable.Range(1, 4).Select(id => new Thread(() =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                using var workspace = Workspace.Enter();
                Span<int> span = workspace.Allocate<int>(10_000);
                span.Fill(id);
                Thread.Yield();
                if (span.IndexOfAnyExcept(id) >= 0)
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void A_thread_that_dies_in_a_scope_leaves_nothing_behind()
    {
        WeakReference? arena = null;
        OnOwnThread.Run(() =>
        {
            var workspace = Workspace.Enter();
            workspace.Allocate<double>(100_000).Fill(1);
            workspace.Stack<double>().Push(1);
            arena = new WeakReference(Arena.Current, trackResurrection: true);
        });

        for (int round = 0; round < 10 && arena!.IsAlive; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(arena!.IsAlive);
    }

    [Fact]
    public void A_negative_length_overflows_as_that_of_an_array_does()
    {
        Assert.Throws<OverflowException>(() =>
        {
            using var workspace = Workspace.Enter();
            workspace.Allocate<double>(-1);
        });
    }

    [Theory]
    [InlineData(1L + int.MaxValue, "17179869184")]
    [InlineData(long.MaxValue, "73786976294838206456")]
    public void A_length_beyond_a_span_is_refused_with_the_bytes_needed(long length, string bytes)
    {
        var exception = Assert.Throws<InvalidOperationException>(() =>
        {
            using var workspace = Workspace.Enter();
            workspace.Allocate<double>(length);
        });
        Assert.Contains(bytes, exception.Message);
    }

    [Fact]
    public void Exhausted_memory_is_refused_with_the_bytes_needed_and_the_scope_remains_usable()
    {
        using var workspace = Workspace.Enter();
        try
        {
            workspace.Allocate<Huge>(int.MaxValue);
            Assert.Fail("No machine has that much memory.");
        }
        catch (InvalidOperationException exception)
        {
            Assert.Contains("2251799812636672", exception.Message);
        }

        workspace.Allocate<double>(100_000).Fill(1);
    }

    [Fact]
    public void Only_the_innermost_scope_may_be_used()
    {
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var outer = Workspace.Enter();
            using var inner = Workspace.Enter();
            outer.Allocate<int>(1);
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var outer = Workspace.Enter();
            using var inner = Workspace.Enter();
            outer.Stack<int>();
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            var workspace = Workspace.Enter();
            workspace.Dispose();
            workspace.Dispose();
        });
    }

    [Fact]
    public void The_peak_counts_the_bytes_asked_for()
    {
        OnOwnThread.Run(() =>
        {
            using (var outer = Workspace.Enter())
            {
                outer.Allocate<double>(3);
                using (var inner = Workspace.Enter())
                {
                    inner.Allocate<float>(5);
                }

                Assert.Equal(44, Workspace.PeakBytes);
                outer.Allocate<byte>(10);
                Assert.Equal(44, Workspace.PeakBytes);
                outer.Allocate<byte>(20);
                Assert.Equal(54, Workspace.PeakBytes);
            }

            Workspace.ResetPeak();
            Assert.Equal(0, Workspace.PeakBytes);
        });
    }

    [Fact]
    public void Trimming_frees_what_is_unused_and_keeps_what_is_in_use()
    {
        OnOwnThread.Run(() =>
        {
            using (var outer = Workspace.Enter())
            {
                Span<int> kept = outer.Allocate<int>(1000);
                kept.Fill(7);
                using (var inner = Workspace.Enter())
                {
                    inner.Allocate<int>(1_000_000).Fill(8);
                }

                Workspace.Trim();
                outer.Allocate<int>(1_000_000).Fill(9);
                Assert.Equal(-1, kept.IndexOfAnyExcept(7));
            }

            Workspace.Trim();
            using var again = Workspace.Enter();
            again.Allocate<int>(1_000_000).Fill(1);
        });
    }

    private static void AssertAligned<T>(Span<T> span, int length)
    {
        Assert.Equal(length, span.Length);
        Assert.Equal(0, Address(span) % 64);
    }

    private static unsafe nint Address<T>(Span<T> span) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(span));

    [InlineArray(1 << 20)]
    private struct Huge
    {
        private byte _first;
    }
}
