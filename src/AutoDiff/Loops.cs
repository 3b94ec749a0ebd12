using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>Arithmetic about loops, for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Loops
{
    /// <summary><see cref="Math.Sign(double)"/>, compiled with the loop that it stands in.</summary>
    /// <exception cref="ArithmeticException">The number is NaN.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : Math.Sign(x);

    /// <summary>
    /// The number of iterations of <c>for (i = lower; step > 0 ? i &lt; upper : i > upper; i += step)</c>, in exact arithmetic.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is zero.</exception>
    /// <exception cref="InvalidOperationException">The count exceeds <see cref="int.MaxValue"/>: no tape is that long.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TripCount(int lower, int upper, int step)
    {
        if (step == 0)
        {
            ThrowZeroStep();
        }

        if (step > 0 ? lower >= upper : lower <= upper)
        {
            return 0;
        }

        // Differences of ints fit an uint, and so does the magnitude of the most negative step.
        uint distance = step > 0 ? (uint)upper - (uint)lower : (uint)lower - (uint)upper;
        uint stride = step > 0 ? (uint)step : 0u - (uint)step;
        uint count = ((distance - 1) / stride) + 1;
        if (count > int.MaxValue)
        {
            ThrowTooLong(count);
        }

        return (int)count;
    }

    /// <inheritdoc cref="TripCount(int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TripCount(long lower, long upper, long step)
    {
        if (step == 0)
        {
            ThrowZeroStep();
        }

        if (step > 0 ? lower >= upper : lower <= upper)
        {
            return 0;
        }

        ulong distance = step > 0 ? (ulong)upper - (ulong)lower : (ulong)lower - (ulong)upper;
        ulong stride = step > 0 ? (ulong)step : 0ul - (ulong)step;
        ulong count = ((distance - 1) / stride) + 1;
        if (count > int.MaxValue)
        {
            ThrowTooLong(count);
        }

        return (int)count;
    }

    /// <summary>
    /// Of the loop <c>for (i = lower; i &lt; upper; i++)</c> that is at the element <c>offset + i</c> of memory: the index before which all of these are there;
    /// <paramref name="lower"/>, if the first one is not.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Reach(int lower, int upper, int offset, int length)
    {
        long end = Math.Min(upper, (long)length - offset);
        return (long)lower + offset < 0 || end < lower ? lower : (int)end;
    }

    /// <summary>
    /// Of the loop <c>for (i = lower; i &lt; upper; i++)</c> that is at the element <c>(stride * i) + offset</c> of memory, with a stride that is positive: the index before which all of these
    /// are there; <paramref name="lower"/>, if the first one is not.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int StridedReach(int lower, int upper, int stride, int offset, int length)
    {
        long room = (long)length - offset;
        long end = room <= 0 ? lower : Math.Min(upper, (room + stride - 1) / stride);
        return ((long)stride * lower) + offset < 0 || end < lower ? lower : (int)end;
    }

    /// <summary>
    /// Of the loop <c>for (i = lower; i &lt; upper; i++)</c>: the index behind the last that belongs to a whole group of <paramref name="size"/> iterations, a power of two.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WholeGroups(int lower, int upper, int size) => upper <= lower ? lower : lower + (int)(((uint)upper - (uint)lower) & (uint)-size);

    /// <summary>
    /// Do so many elements of <paramref name="memory"/>, from an index on, and as many of <paramref name="other"/> share none, or are they the same ones?
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreApart<T>(ReadOnlySpan<T> memory, int start, ReadOnlySpan<T> other, int otherStart, int count)
    {
        nint distance = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(memory), ref MemoryMarshal.GetReference(other)) + (((nint)otherStart - start) * Unsafe.SizeOf<T>());
        nint extent = (nint)count * Unsafe.SizeOf<T>();
        return distance == 0 || distance >= extent || distance <= -extent;
    }

    [DoesNotReturn]
    private static void ThrowZeroStep() => throw new ArgumentOutOfRangeException("step", "A loop of step zero never ends.");

    [DoesNotReturn]
    private static void ThrowTooLong(ulong count) =>
        throw new InvalidOperationException($"The loop has {count} iterations; the tape of a loop holds at most {int.MaxValue}.");
}
