using System;

namespace AutoDiff.Problems;

/// <summary>A matrix in compressed rows: two for each observation, then one for each weight. The columns are the parameters of the cameras, the points, and the weights.</summary>
public sealed class SparseJacobian
{
    private const int CameraColumns = 11;
    private const int PointColumns = 3;
    private const int ResidualColumns = CameraColumns + PointColumns + 1;

    private readonly int _firstPoint;
    private readonly int _firstWeight;
    private int _row;

    /// <summary>Room for the rows of so many observations.</summary>
    public SparseJacobian(int observations, int cameras, int points)
    {
        _firstPoint = CameraColumns * cameras;
        _firstWeight = _firstPoint + (PointColumns * points);
        int values = ((2 * ResidualColumns) + 1) * observations;
        RowStarts = new int[(3 * observations) + 1];
        Columns = new int[values];
        Values = new double[values];
    }

    /// <summary>Where each row starts among the values, and after the last one their number.</summary>
    public int[] RowStarts { get; }

    /// <summary>The column of each value.</summary>
    public int[] Columns { get; }

    /// <summary>The values, row after row.</summary>
    public double[] Values { get; }

    /// <summary>Adds the two rows of an observation, zeros, for what the camera, the point and the weight decide.</summary>
    public Span<double> AddResiduals(int camera, int point, int weight)
    {
        int start = RowStarts[_row];
        AddRow(Columns.AsSpan(start, ResidualColumns), camera, point, weight);
        AddRow(Columns.AsSpan(start + ResidualColumns, ResidualColumns), camera, point, weight);
        return Values.AsSpan(start, 2 * ResidualColumns);
    }

    /// <summary>Adds a row of a zero for what only the weight decides.</summary>
    public ref double AddWeightError(int weight)
    {
        int start = RowStarts[_row++];
        RowStarts[_row] = start + 1;
        Columns[start] = _firstWeight + weight;
        return ref Values[start];
    }

    private void AddRow(Span<int> columns, int camera, int point, int weight)
    {
        for (int i = 0; i < CameraColumns; i++) columns[i] = (CameraColumns * camera) + i;
        for (int i = 0; i < PointColumns; i++) columns[CameraColumns + i] = _firstPoint + (PointColumns * point) + i;
        columns[^1] = _firstWeight + weight;
        RowStarts[_row + 1] = RowStarts[_row] + ResidualColumns;
        _row++;
    }
}
