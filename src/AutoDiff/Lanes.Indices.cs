using System;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

// Elements at indices that are read from memory, or computed with such: there, nobody knows in front of a loop whether they are.
public static partial class Lanes
{
    /// <summary>The elements from the index on, as many as a vector has, in lanes twice as wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<long> LoadWidened(ReadOnlySpan<int> memory, int index)
    {
        Debug.Assert(Holds<long>(memory.Length, index), "A vector reaches beyond the memory.");
        ref int first = ref Unsafe.Add(ref MemoryMarshal.GetReference(memory), index);
        if (Vector<long>.Count == 4) return Vector256.WidenLower(Vector128.LoadUnsafe(ref first).ToVector256Unsafe()).AsVector();
        if (Vector<long>.Count == 8) return Vector512.WidenLower(Vector256.LoadUnsafe(ref first).ToVector512Unsafe()).AsVector();
        Vector<long> elements = default;
        for (int i = 0; i < Vector<long>.Count; i++) elements = elements.WithElement(i, Unsafe.Add(ref first, i));
        return elements;
    }

    /// <summary>The elements at the indices, of which the lower 32 bits count.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Gather(ReadOnlySpan<double> memory, Vector<long> indices)
    {
        if (Vector<long>.Count == 4) return Quartet(memory, indices, 0).AsVector();
        if (Vector<long>.Count == 8) return Vector512.Create(Quartet(memory, indices, 0), Quartet(memory, indices, 4)).AsVector();
        return Gather(memory, indices, Vector<long>.AllBitsSet);
    }

    /// <inheritdoc cref="Gather(ReadOnlySpan{double}, Vector{long})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Gather(ReadOnlySpan<float> memory, Vector<int> indices)
    {
        if (Vector<int>.Count == 8) return Vector256.Create(Quartet(memory, indices, 0), Quartet(memory, indices, 4)).AsVector();
        return Gather(memory, indices, Vector<int>.AllBitsSet);
    }

    /// <summary>The elements at the indices, of which the lower 32 bits count; 0 in the lanes that the mask excludes.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such element.</exception>
    public static Vector<double> Gather(ReadOnlySpan<double> memory, Vector<long> indices, Vector<long> mask)
    {
        Vector<double> elements = default;
        for (int i = 0; i < Vector<double>.Count; i++)
        {
            if (mask[i] != 0) elements = elements.WithElement(i, memory[(int)indices[i]]);
        }

        return elements;
    }

    /// <inheritdoc cref="Gather(ReadOnlySpan{double}, Vector{long}, Vector{long})"/>
    public static Vector<float> Gather(ReadOnlySpan<float> memory, Vector<int> indices, Vector<int> mask)
    {
        Vector<float> elements = default;
        for (int i = 0; i < Vector<float>.Count; i++)
        {
            if (mask[i] != 0) elements = elements.WithElement(i, memory[indices[i]]);
        }

        return elements;
    }

    /// <summary>Adds to the elements at the indices, of which the lower 32 bits count, one lane after the other: several may be at one element.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddEach(Span<double> memory, Vector<long> indices, Vector<double> summands)
    {
        AddPair(memory, indices, summands, 0);
        if (Vector<double>.Count > 2) AddPair(memory, indices, summands, 2);
        if (Vector<double>.Count > 4)
        {
            AddPair(memory, indices, summands, 4);
            AddPair(memory, indices, summands, 6);
        }

        for (int i = 8; i < Vector<double>.Count; i++) memory[(int)indices[i]] += summands[i];
    }

    /// <inheritdoc cref="AddEach(Span{double}, Vector{long}, Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddEach(Span<float> memory, Vector<int> indices, Vector<float> summands)
    {
        AddPair(memory, indices, summands, 0);
        AddPair(memory, indices, summands, 2);
        if (Vector<float>.Count > 4)
        {
            AddPair(memory, indices, summands, 4);
            AddPair(memory, indices, summands, 6);
        }

        for (int i = 8; i < Vector<float>.Count; i++) memory[indices[i]] += summands[i];
    }

    /// <summary>The same for the lanes that the mask does not exclude.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such element.</exception>
    public static void AddEach(Span<double> memory, Vector<long> indices, Vector<double> summands, Vector<long> mask)
    {
        for (int i = 0; i < Vector<double>.Count; i++)
        {
            if (mask[i] != 0) memory[(int)indices[i]] += summands[i];
        }
    }

    /// <inheritdoc cref="AddEach(Span{double}, Vector{long}, Vector{double}, Vector{long})"/>
    public static void AddEach(Span<float> memory, Vector<int> indices, Vector<float> summands, Vector<int> mask)
    {
        for (int i = 0; i < Vector<float>.Count; i++)
        {
            if (mask[i] != 0) memory[indices[i]] += summands[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Quartet(ReadOnlySpan<double> memory, Vector<long> indices, int lane) =>
        Vector256.Create(memory[(int)indices[lane]], memory[(int)indices[lane + 1]], memory[(int)indices[lane + 2]], memory[(int)indices[lane + 3]]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Quartet(ReadOnlySpan<float> memory, Vector<int> indices, int lane) =>
        Vector128.Create(memory[indices[lane]], memory[indices[lane + 1]], memory[indices[lane + 2]], memory[indices[lane + 3]]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPair(Span<double> memory, Vector<long> indices, Vector<double> summands, int lane)
    {
        memory[(int)indices[lane]] += summands[lane];
        memory[(int)indices[lane + 1]] += summands[lane + 1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPair(Span<float> memory, Vector<int> indices, Vector<float> summands, int lane)
    {
        memory[indices[lane]] += summands[lane];
        memory[indices[lane + 1]] += summands[lane + 1];
    }
}
