using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <summary>Vectors from memory and to it, for generated code, which has made sure in front of its loops that all elements are there.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Lanes
{
    /// <summary>The elements from the index on, as many as a vector has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(ReadOnlySpan<T> memory, int index)
    {
        Debug.Assert(Holds<T>(memory.Length, index), "A vector reaches beyond the memory.");
        return Vector.LoadUnsafe(ref MemoryMarshal.GetReference(memory), (nuint)index);
    }

    /// <inheritdoc cref="Load{T}(ReadOnlySpan{T}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(Span<T> memory, int index) => Load((ReadOnlySpan<T>)memory, index);

    /// <inheritdoc cref="Load{T}(ReadOnlySpan{T}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(T[] memory, int index) => Load((ReadOnlySpan<T>)memory, index);

    /// <summary>Overwrites the elements from the index on, as many as a vector has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Span<T> memory, int index, Vector<T> elements)
    {
        Debug.Assert(Holds<T>(memory.Length, index), "A vector reaches beyond the memory.");
        elements.StoreUnsafe(ref MemoryMarshal.GetReference(memory), (nuint)index);
    }

    /// <inheritdoc cref="Store{T}(Span{T}, int, Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(T[] memory, int index, Vector<T> elements) => Store((Span<T>)memory, index, elements);

    /// <summary>Overwrites elements that are so far apart, from the index on, by the lanes of a vector; of more lanes than there are elements, by the first ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<T>(Span<T> memory, int index, int stride, Vector<T> lanes, int count)
    {
        if (stride == 1 && count >= Vector<T>.Count)
        {
            Store(memory, index, lanes);
            return;
        }

        ScatterEach(memory, index, stride, lanes, int.Min(count, Vector<T>.Count));
    }

    /// <summary>As many elements as a vector has, each <paramref name="stride"/> behind the one before, from the index on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(ReadOnlySpan<T> memory, int index, int stride)
    {
        Debug.Assert(index >= 0 && index + ((Vector<T>.Count - 1) * stride) < memory.Length, "A vector reaches beyond the memory.");
        ref T first = ref Unsafe.Add(ref MemoryMarshal.GetReference(memory), index);
        if (typeof(T) == typeof(double))
        {
            ref double x = ref Unsafe.As<T, double>(ref first);
            if (Vector<T>.Count == 2) return Vector128.Create(x, Unsafe.Add(ref x, stride)).As<double, T>().AsVector();
            if (Vector<T>.Count == 4) return Quartet(ref x, stride).As<double, T>().AsVector();
            if (Vector<T>.Count == 8) return Vector512.Create(Quartet(ref x, stride), Quartet(ref Unsafe.Add(ref x, 4 * stride), stride)).As<double, T>().AsVector();
        }
        else if (typeof(T) == typeof(float))
        {
            ref float x = ref Unsafe.As<T, float>(ref first);
            if (Vector<T>.Count == 4) return Quartet(ref x, stride).As<float, T>().AsVector();
            if (Vector<T>.Count == 8) return Octet(ref x, stride).As<float, T>().AsVector();
            if (Vector<T>.Count == 16) return Vector512.Create(Octet(ref x, stride), Octet(ref Unsafe.Add(ref x, 8 * stride), stride)).As<float, T>().AsVector();
        }

        Vector<T> elements = default;
        for (int i = 0; i < Vector<T>.Count; i++) elements = elements.WithElement(i, Unsafe.Add(ref first, i * stride));
        return elements;
    }

    /// <inheritdoc cref="Load{T}(ReadOnlySpan{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(Span<T> memory, int index, int stride) => Load((ReadOnlySpan<T>)memory, index, stride);

    /// <inheritdoc cref="Load{T}(ReadOnlySpan{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(T[] memory, int index, int stride) => Load((ReadOnlySpan<T>)memory, index, stride);

    /// <summary>Overwrites as many elements as a vector has, each <paramref name="stride"/> behind the one before, from the index on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Span<T> memory, int index, int stride, Vector<T> elements)
    {
        Debug.Assert(index >= 0 && index + ((Vector<T>.Count - 1) * stride) < memory.Length, "A vector reaches beyond the memory.");
        ref T place = ref Unsafe.Add(ref MemoryMarshal.GetReference(memory), index);
        StorePair(ref place, stride, elements, 0);
        if (Vector<T>.Count > 2) StorePair(ref place, stride, elements, 2);
        if (Vector<T>.Count > 4)
        {
            StorePair(ref place, stride, elements, 4);
            StorePair(ref place, stride, elements, 6);
        }

        for (int i = 8; i < Vector<T>.Count; i += 2) StorePair(ref place, stride, elements, i);
    }

    /// <inheritdoc cref="Store{T}(Span{T}, int, int, Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(T[] memory, int index, int stride, Vector<T> elements) => Store((Span<T>)memory, index, stride, elements);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePair<T>(ref T place, int stride, Vector<T> elements, int lane)
    {
        Unsafe.Add(ref place, lane * stride) = elements.GetElement(lane);
        Unsafe.Add(ref place, (lane + 1) * stride) = elements.GetElement(lane + 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Quartet(ref double x, int stride) => Vector256.Create(x, Unsafe.Add(ref x, stride), Unsafe.Add(ref x, 2 * stride), Unsafe.Add(ref x, 3 * stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Quartet(ref float x, int stride) => Vector128.Create(x, Unsafe.Add(ref x, stride), Unsafe.Add(ref x, 2 * stride), Unsafe.Add(ref x, 3 * stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Octet(ref float x, int stride) => Vector256.Create(Quartet(ref x, stride), Quartet(ref Unsafe.Add(ref x, 4 * stride), stride));

    /// <summary>The product of the lanes.</summary>
    public static T Product<T>(Vector<T> lanes) where T : INumber<T>
    {
        T product = lanes[0];
        for (int i = 1; i < Vector<T>.Count; i++) product *= lanes[i];
        return product;
    }

    /// <summary>The greatest of the lanes; NaN where one is NaN.</summary>
    public static T Max<T>(Vector<T> lanes) where T : INumber<T>
    {
        T max = lanes[0];
        for (int i = 1; i < Vector<T>.Count; i++) max = T.Max(max, lanes[i]);
        return max;
    }

    /// <summary>The least of the lanes; NaN where one is NaN.</summary>
    public static T Min<T>(Vector<T> lanes) where T : INumber<T>
    {
        T min = lanes[0];
        for (int i = 1; i < Vector<T>.Count; i++) min = T.Min(min, lanes[i]);
        return min;
    }

    private static void ScatterEach<T>(Span<T> memory, int index, int stride, Vector<T> lanes, int count)
    {
        for (int i = 0; i < count; i++) memory[index + (i * stride)] = lanes[i];
    }

    private static bool Holds<T>(int length, int index) => index >= 0 && index <= length - Vector<T>.Count;
}
