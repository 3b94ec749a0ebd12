using System;
using System.Text.Json.Serialization;

namespace AutoDiff.GradBench;

/// <summary>A matrix, row after row. As JSON it is a list of lists.</summary>
[JsonConverter(typeof(MatrixConverter))]
internal readonly record struct Matrix(int Rows, double[] Values)
{
    public int Columns => Rows == 0 ? 0 : Values.Length / Rows;

    /// <summary>Zeros in the same shape.</summary>
    public Matrix Zeros() => new(Rows, new double[Values.Length]);

    public ReadOnlySpan<double> Row(int index) => Values.AsSpan(index * Columns, Columns);
}
