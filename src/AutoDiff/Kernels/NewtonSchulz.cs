using System;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiff.Optimization;

/// <summary>Moves the singular values of a matrix towards 1: X ← a·X + (b·XXᵀ + c·(XXᵀ)²)·X, from X = M / ‖M‖, on the shorter side.</summary>
/// <remarks>The coefficients, by Jordan et al. 2024, are chosen for speed rather than for convergence to exactly 1.</remarks>
internal sealed unsafe class NewtonSchulz<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double SmallestNorm = 1e-7;
    private static readonly T s_a = T.CreateTruncating(3.4445);
    private static readonly T s_b = T.CreateTruncating(-4.7750);
    private static readonly T s_c = T.CreateTruncating(2.0315);

    private readonly int _iterations;
    private readonly ParameterBuffer<T> _matrix;
    private readonly ParameterBuffer<T> _other;
    private readonly ParameterBuffer<T> _gram;
    private readonly ParameterBuffer<T> _polynomial;

    public NewtonSchulz(ParameterLayout blocks, int iterations)
    {
        _iterations = iterations;
        _matrix = Scratch.ForLargest<T>(blocks);
        _other = Scratch.ForLargest<T>(blocks);
        nint side = blocks.Select(static block => nint.Min(block.Rows, block.Columns)).DefaultIfEmpty().Max();
        _gram = new(ParameterLayout.FromLength(side * side));
        _polynomial = new(ParameterLayout.FromLength(side * side));
    }

    /// <summary>The matrix to work on, row after row.</summary>
    public T* Matrix => _matrix.Pointer;

    public void Orthogonalize(nint rows, nint columns, VectorNorm<T> norms)
    {
        T* x = _matrix.Pointer, y = _other.Pointer;
        bool isTall = rows > columns;
        T scale = T.CreateTruncating(1 / double.Max(norms.Of(x, rows * columns), SmallestNorm));
        if (isTall)
        {
            Transpose(x, y, rows, columns);
            (rows, columns) = (columns, rows);
            Swap(ref x, ref y);
        }

        TensorPrimitives.Multiply(Row(x, 0, rows * columns), scale, Row(x, 0, rows * columns));
        for (int i = 0; i < _iterations; i++)
        {
            Iterate(x, y, rows, columns);
            Swap(ref x, ref y);
        }

        if (isTall)
        {
            Transpose(x, y, rows, columns);
            x = y;
        }

        if (x != _matrix.Pointer)
        {
            Row(x, 0, rows * columns).CopyTo(Row(_matrix.Pointer, 0, rows * columns));
        }
    }

    public void Dispose()
    {
        _matrix.Dispose();
        _other.Dispose();
        _gram.Dispose();
        _polynomial.Dispose();
    }

    private static void Swap(ref T* x, ref T* y)
    {
        T* other = x;
        x = y;
        y = other;
    }

    private static Span<T> Row(T* matrix, nint row, nint columns) => new(matrix + (row * columns), checked((int)columns));

    private static void Transpose(T* source, T* destination, nint rows, nint columns)
    {
        for (nint i = 0; i < rows; i++)
        {
            for (nint j = 0; j < columns; j++)
            {
                destination[(j * rows) + i] = source[(i * columns) + j];
            }
        }
    }

    private void Iterate(T* x, T* next, nint rows, nint columns)
    {
        T* gram = _gram.Pointer, polynomial = _polynomial.Pointer;
        ProductWithTransposed(x, gram, rows, columns);
        ProductWithTransposed(gram, polynomial, rows, rows); // G·Gᵀ = G², for G is symmetric
        for (nint i = 0; i < rows; i++)
        {
            Span<T> line = Row(polynomial, i, rows);
            TensorPrimitives.Multiply(line, s_c, line);
            TensorPrimitives.MultiplyAdd(Row(gram, i, rows), s_b, line, line);

            Span<T> result = Row(next, i, columns);
            TensorPrimitives.Multiply(Row(x, i, columns), s_a, result);
            for (int k = 0; k < rows; k++)
            {
                TensorPrimitives.MultiplyAdd(Row(x, k, columns), line[k], result, result);
            }
        }
    }

    // Symmetric, so half of it is computed.
    private static void ProductWithTransposed(T* matrix, T* product, nint rows, nint columns)
    {
        for (nint i = 0; i < rows; i++)
        {
            for (nint j = 0; j <= i; j++)
            {
                product[(i * rows) + j] = product[(j * rows) + i] = TensorPrimitives.Dot<T>(Row(matrix, i, columns), Row(matrix, j, columns));
            }
        }
    }
}
