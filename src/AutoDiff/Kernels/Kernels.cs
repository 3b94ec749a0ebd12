using System;
using System.Globalization;
using System.Threading;

namespace AutoDiff;

/// <summary>
/// Products of dense matrices and vectors, for code that is differentiated and for any other. Matrices stand in spans row after row; from one row to the next
/// it is as far as the matrix has columns, or as far as a <c>ld…</c> parameter, the leading dimension, says. Nothing is allocated after the first calls, and any thread may call.
/// </summary>
/// <remarks>
/// Each method has its pullback and its pushforward beside it, as a <see cref="CustomVjpAttribute"/> and a <see cref="CustomJvpAttribute"/> name them, so that
/// the gradient of a product is made of products.
/// </remarks>
public static partial class Kernels
{
    private static int s_threads = Environment.ProcessorCount;

    /// <summary>How many threads may work on one product, the caller included; at first as many as there are processors. The results are the same for any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than one.</exception>
    public static int Threads
    {
        get => Volatile.Read(ref s_threads);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Volatile.Write(ref s_threads, value);
        }
    }

    /// <summary>The distance of rows, checked: at least the columns, and all elements are there.</summary>
    private static nint RowStride<T>(ReadOnlySpan<T> matrix, int rows, int columns, int leading, string parameter, string leadingParameter)
    {
        if (leading != 0 && leading < columns) throw Refused(leadingParameter, $"'{leadingParameter}' is {leading}, but rows of '{parameter}' have {columns} elements.");
        long stride = leading == 0 ? columns : leading, needed = rows == 0 || columns == 0 ? 0 : ((rows - 1) * stride) + columns;
        if (matrix.Length < needed) throw Refused(parameter, $"'{parameter}' has length {matrix.Length}, but {rows} rows of {columns}, {stride} apart, need {needed}.");
        return (nint)stride;
    }

    private static void RequireLength<T>(ReadOnlySpan<T> vector, int length, string parameter)
    {
        if (vector.Length < length) throw Refused(parameter, $"'{parameter}' has length {vector.Length}, but {length} elements are needed.");
    }

    private static void RequireSupported<T>()
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double)) throw new NotSupportedException($"There are products of float and of double, but none of {typeof(T)}.");
    }

    private static ArgumentException Refused(string parameter, FormattableString message) => new(message.ToString(CultureInfo.InvariantCulture), parameter);
}
