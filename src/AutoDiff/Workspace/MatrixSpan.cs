using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>A span over a matrix, for generated code: the elements of a <c>T[,]</c>, or of working memory, row after row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Usage", "CA2225", Justification = "Generated code converts arrays implicitly, as it does to spans.")]
public readonly ref struct MatrixSpan<T>
{
    private readonly int _rows;
    private readonly int _columns;

    /// <summary>A matrix of elements that follow each other row after row.</summary>
    internal MatrixSpan(Span<T> elements, int rows, int columns)
    {
        Elements = elements;
        _rows = rows;
        _columns = columns;
    }

    /// <summary>All elements, row after row.</summary>
    public Span<T> Elements { get; }

    /// <summary>A row; empty where there is none, so that using one of its elements throws.</summary>
    public Span<T> this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (uint)row < (uint)_rows
            ? MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(Elements), (nint)row * _columns), _columns)
            : default;
    }

    /// <inheritdoc cref="this[int]"/>
    public Span<T> this[long row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (ulong)row < (uint)_rows ? this[(int)row] : default;
    }

    /// <summary>The elements of an array; none of null.</summary>
    /// <exception cref="OverflowException">There are more than a span can hold.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator MatrixSpan<T>(T[,]? matrix) => matrix is null
        ? default
        : new(MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(matrix)), matrix.Length), matrix.GetLength(0), matrix.GetLength(1));

    /// <summary>The number of rows (0) or columns (1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int GetLength(int dimension) => dimension == 0 ? _rows : _columns;

    /// <summary>Sets all elements to zero.</summary>
    public void Clear() => Elements.Clear();

    /// <summary>Sets all elements.</summary>
    public void Fill(T value) => Elements.Fill(value);
}
