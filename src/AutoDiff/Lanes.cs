using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>Vectors from memory and to it, for generated code, which has made sure in front of its loops that all elements are there.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
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
