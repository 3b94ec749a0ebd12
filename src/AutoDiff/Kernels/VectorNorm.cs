using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>Euclidean norms of any length, the same bits on any number of threads, without overflow or underflow. Infinite and NaN exactly where an element is.</summary>
/// <remarks>The norm is that of the norms of equal pieces, in double precision.</remarks>
internal sealed unsafe class VectorNorm<T>(Workers workers) : IRangeWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T* _elements;
    private double[] _pieces = [];

    /// <summary>Allocates when the vector is longer than all before.</summary>
    public double Of(T* elements, nint length)
    {
        int pieces = (int)((length + Workers.Piece - 1) / Workers.Piece);
        if (_pieces.Length < pieces)
        {
            _pieces = new double[pieces];
        }

        _elements = elements;
        workers.Run(this, length);
        return VectorNorm.Of<double>(_pieces.AsSpan(0, pieces));
    }

    void IRangeWork.Run(nint start, nint end)
    {
        for (nint i = start; i < end; i += Workers.Piece)
        {
            _pieces[i / Workers.Piece] = VectorNorm.Of(new ReadOnlySpan<T>(_elements + i, (int)nint.Min(Workers.Piece, end - i)));
        }
    }
}

/// <summary>Euclidean norms of spans.</summary>
internal static class VectorNorm
{
    /// <summary>The norm, in double precision where its parts are not too many.</summary>
    public static double Of<T>(ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double squares = double.CreateTruncating(TensorPrimitives.SumOfSquares(elements));
        return squares > SmallestSafe<T>() && double.IsFinite(squares) ? double.Sqrt(squares) : OfScaled(elements);
    }

    // Squares of small elements vanish, and those of large ones are infinite: both are of a common size here.
    private static double OfScaled<T>(ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = 0;
        foreach (T element in elements)
        {
            largest = double.Max(largest, double.CreateTruncating(T.Abs(element)));
        }

        if (largest == 0 || !double.IsFinite(largest))
        {
            return largest;
        }

        double squares = 0;
        foreach (T element in elements)
        {
            double share = double.CreateTruncating(element) / largest;
            squares += share * share;
        }

        return largest * double.Sqrt(squares);
    }

    // The smallest normal number over the relative rounding error: what underflows is then lost in rounding anyway.
    private static double SmallestSafe<T>() => Unsafe.SizeOf<T>() == sizeof(float) ? 1e-30 : 1e-290;
}
