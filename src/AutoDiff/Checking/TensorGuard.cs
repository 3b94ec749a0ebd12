using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>What the methods of <c>TensorPrimitives</c> check about their arguments, for generated code: it throws what they throw.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TensorGuard
{
    /// <summary>Throws if there are no elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NotEmpty(int length)
    {
        if (length == 0)
        {
            throw new ArgumentException("Input span arguments must not be empty.");
        }
    }

    /// <summary>Throws unless the lengths are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameLength(int length, int other)
    {
        if (length != other)
        {
            ThrowLengths(length, other);
        }
    }

    /// <summary>Throws if the destination is too short.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fits(int length, int destination)
    {
        if (length > destination)
        {
            ThrowTooShort(length, destination);
        }
    }

    /// <summary>Throws if the destination shares memory with the input and does not begin where that begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InPlaceOrApart<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> destination)
    {
        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(destination)))
        {
            Apart(input, destination);
        }
    }

    /// <summary>Throws if the spans share memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apart<T>(ReadOnlySpan<T> span, ReadOnlySpan<T> destination)
    {
        if (span.Overlaps(destination))
        {
            throw new ArgumentException("The destination span may only overlap with an input span if the two spans start at the same memory location.", nameof(destination));
        }
    }

    /// <summary>Throws if the bounds cross.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Bounds<T>(T min, T max)
        where T : INumber<T>
    {
        if (min > max)
        {
            throw new ArgumentException($"'{min}' cannot be greater than {max}.");
        }
    }

    [DoesNotReturn]
    private static void ThrowLengths(int length, int other) => throw new ArgumentException($"Input span arguments must all have the same length, not {length} and {other}.");

    [DoesNotReturn]
    private static void ThrowTooShort(int length, int destination) => throw new ArgumentException($"The destination has length {destination}, but {length} elements are written.", nameof(destination));
}
