using System;
using System.Numerics.Tensors;

namespace AutoDiff.Optimization;

/// <summary>The δ that makes ‖J·δ − b‖² + μ·‖D·δ‖² least, by Householder's QR decomposition of J with √μ·D below it.</summary>
internal sealed class DampedLeastSquares(int rows, int columns)
{
    private readonly double[] _jacobian = new double[checked(rows * columns)]; // column after column
    private readonly double[] _rightSide = new double[rows];
    private readonly double[] _factors = new double[checked((rows + columns) * columns)];
    private readonly double[] _diagonal = new double[columns];
    private readonly double[] _reflected = new double[rows + columns];

    /// <summary>The scale of a parameter on which nothing has depended so far is 1.</summary>
    public static double ScaleOf(double norm) => norm > 0 ? norm : 1;

    public void SetJacobian(int row, int column, double value) => _jacobian[(column * rows) + row] = value;

    public void SetRightSide(int row, double value) => _rightSide[row] = value;

    public void Solve(double damping, ReadOnlySpan<double> scales, Span<double> solution)
    {
        Array.Clear(_factors);
        for (int j = 0; j < columns; j++)
        {
            Span<double> column = Column(j);
            _jacobian.AsSpan(j * rows, rows).CopyTo(column);
            column[rows + j] = double.Sqrt(damping) * ScaleOf(scales[j]);
        }

        _rightSide.CopyTo(_reflected, 0);
        _reflected.AsSpan(rows).Clear();
        for (int j = 0; j < columns; j++)
        {
            Reflect(j);
        }

        for (int j = columns - 1; j >= 0; j--)
        {
            solution[j] = _reflected[j] / _diagonal[j];
            TensorPrimitives.MultiplyAdd(Column(j)[..j], -solution[j], _reflected.AsSpan(0, j), _reflected.AsSpan(0, j));
        }
    }

    // Makes a column zero below the diagonal. The vector of the reflection takes its place; the diagonal is kept apart.
    private void Reflect(int j)
    {
        Span<double> vector = Column(j)[j..];
        double norm = TensorPrimitives.Norm<double>(vector);
        _diagonal[j] = vector[0] > 0 ? -norm : norm;
        vector[0] -= _diagonal[j];
        double halfSquares = -_diagonal[j] * vector[0]; // ½·‖v‖²
        for (int k = j + 1; k < columns; k++)
        {
            Apply(vector, halfSquares, Column(k)[j..]);
        }

        Apply(vector, halfSquares, _reflected.AsSpan(j));
    }

    private static void Apply(ReadOnlySpan<double> vector, double halfSquares, Span<double> target) =>
        TensorPrimitives.MultiplyAdd(vector, -TensorPrimitives.Dot<double>(vector, target) / halfSquares, target, target);

    private Span<double> Column(int column) => _factors.AsSpan(column * (rows + columns), rows + columns);
}
