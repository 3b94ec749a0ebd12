using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>What generated members check about their arguments before anything is written.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Guard
{
    /// <summary>Throws unless the buffer has exactly the expected number of elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Length<T>(ReadOnlySpan<T> buffer, int expected, string parameter)
    {
        if (buffer.Length != expected)
        {
            ThrowLength(buffer.Length, expected, parameter);
        }
    }

    /// <summary>Throws unless the buffer has exactly as many elements as a matrix of so many rows and columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Size<T>(ReadOnlySpan<T> buffer, long rows, long columns, string parameter)
    {
        if (buffer.Length != rows * columns)
        {
            ThrowSize(buffer.Length, rows, columns, parameter);
        }
    }

    /// <summary>Throws if the buffers share a byte. Empty buffers share none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint<T, TOther>(ReadOnlySpan<T> buffer, ReadOnlySpan<TOther> other, string parameter, string otherParameter)
    {
        nuint bytes = (nuint)buffer.Length * (nuint)Unsafe.SizeOf<T>();
        nuint otherBytes = (nuint)other.Length * (nuint)Unsafe.SizeOf<TOther>();
        nint offset = Unsafe.ByteOffset(
            ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(buffer)),
            ref Unsafe.As<TOther, byte>(ref MemoryMarshal.GetReference(other)));

        // As unsigned numbers a negative offset is larger than any length, so each comparison covers one order of the two.
        if (bytes != 0 && otherBytes != 0 && ((nuint)offset < bytes || (nuint)(-offset) < otherBytes))
        {
            ThrowOverlap(parameter, otherParameter);
        }
    }

    /// <summary>Throws if the argument is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NotNull([NotNull] object? argument, string parameter) => ArgumentNullException.ThrowIfNull(argument, parameter);

    /// <summary>Throws if the argument is null, or numbers its rows or columns from something else than zero.</summary>
    public static void Matrix<T>([NotNull] T[,]? argument, string parameter)
    {
        NotNull(argument, parameter);
        if (argument.GetLowerBound(0) != 0 || argument.GetLowerBound(1) != 0)
        {
            throw new ArgumentException($"'{parameter}' does not number its rows and columns from zero.", parameter);
        }
    }

    /// <summary>Throws unless the buffer has exactly the rows and columns of the matrix it belongs to.</summary>
    public static void Shape<T>([NotNull] T[,]? buffer, T[,] expected, string parameter)
    {
        Matrix(buffer, parameter);
        if (buffer.GetLength(0) != expected.GetLength(0) || buffer.GetLength(1) != expected.GetLength(1))
        {
            ThrowShape(buffer.GetLength(0), buffer.GetLength(1), expected.GetLength(0), expected.GetLength(1), parameter);
        }
    }

    /// <summary>The same for matrices that generated code works with.</summary>
    public static void Shape<T>(MatrixSpan<T> buffer, MatrixSpan<T> expected, string parameter)
    {
        if (buffer.GetLength(0) != expected.GetLength(0) || buffer.GetLength(1) != expected.GetLength(1))
        {
            ThrowShape(buffer.GetLength(0), buffer.GetLength(1), expected.GetLength(0), expected.GetLength(1), parameter);
        }
    }

    /// <summary>The elements of a matrix, row after row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> Elements<T>(MatrixSpan<T> matrix) => matrix.Elements;

    [DoesNotReturn]
    private static void ThrowLength(int actual, int expected, string parameter) =>
        throw new ArgumentException($"'{parameter}' has length {actual}, but length {expected} is expected.", parameter);

    [DoesNotReturn]
    private static void ThrowSize(int actual, long rows, long columns, string parameter) =>
        throw new ArgumentException($"'{parameter}' has length {actual}, but {rows} rows of {columns} are expected.", parameter);

    [DoesNotReturn]
    private static void ThrowShape(int rows, int columns, int expectedRows, int expectedColumns, string parameter) =>
        throw new ArgumentException($"'{parameter}' has shape [{rows}, {columns}], but shape [{expectedRows}, {expectedColumns}] is expected.", parameter);

    [DoesNotReturn]
    private static void ThrowOverlap(string parameter, string otherParameter) =>
        throw new ArgumentException($"'{parameter}' shares memory with '{otherParameter}'.", parameter);
}
