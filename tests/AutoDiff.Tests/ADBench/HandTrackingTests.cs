using System;
using System.Linq;
using System.Runtime.InteropServices;
using AutoDiff.Problems;
using Xunit;

namespace AutoDiff.Tests.ADBench;

public sealed class HandTrackingTests
{
    private const int Parameters = 26;

    [Theory]
    [InlineData("simple_small_own_c20_zerorot")]
    [InlineData("simple_small_hand1_t26_c100")]
    public void Pullbacks_of_the_vertex_errors_are_the_rows_of_ADBenchs_Jacobian(string name)
    {
        HandInstance instance = HandInstance.Read(NumberReader.Of($"hand/{name}.txt"), hasPlaces: false);
        HandModel model = HandModelReader.Small;
        var errors = new Vector3[instance.Points.Length];
        HandTracking.Errors(instance.Theta, model, instance.Indices, instance.Points, errors);
        Reference.Of($"hand/ref/{name}.objective").AssertClose(Flat(errors));

        var jacobian = new ColumnMajor(3 * errors.Length, Parameters);
        var dErrors = new Vector3[errors.Length];
        double[] dTheta = new double[Parameters];
        for (int row = 0; row < jacobian.Rows; row++)
        {
            Array.Clear(dTheta);
            Flat(dErrors)[row] = 1;
            HandTracking.ErrorsVjp(instance.Theta, model, instance.Indices, instance.Points, errors, dTheta, dErrors);
            jacobian.SetRow(row, dTheta);
        }

        Reference.Of($"hand/ref/{name}.jacobian").AssertClose(jacobian.Values);
    }

    [Theory]
    [InlineData("complicated_small_own_c30")]
    [InlineData("complicated_small_hand1_t26_c100")]
    public void Pullbacks_of_the_surface_errors_are_the_rows_of_ADBenchs_Jacobian(string name)
    {
        HandInstance instance = HandInstance.Read(NumberReader.Of($"hand/{name}.txt"), hasPlaces: true);
        HandModel model = HandModelReader.Small;
        var errors = new Vector3[instance.Points.Length];
        HandTracking.SurfaceErrors(instance.Theta, instance.Places, model, instance.Indices, instance.Points, errors);
        Reference.Of($"hand/ref/{name}.objective").AssertClose(Flat(errors));

        // An error depends on its own place only; the derivatives in that share two columns.
        var jacobian = new ColumnMajor(3 * errors.Length, 2 + Parameters);
        var dErrors = new Vector3[errors.Length];
        double[] dTheta = new double[Parameters];
        var dPlaces = new Vector2[errors.Length];
        for (int row = 0; row < jacobian.Rows; row++)
        {
            Array.Clear(dTheta);
            Array.Clear(dPlaces);
            Flat(dErrors)[row] = 1;
            HandTracking.SurfaceErrorsVjp(instance.Theta, instance.Places, model, instance.Indices, instance.Points, errors, dTheta, dPlaces, dErrors);
            (double dU, double dV) = dPlaces[row / 3];
            jacobian.SetRow(row, [dU, dV, .. dTheta]);
            Assert.All(dPlaces.Where((_, i) => i != row / 3), dPlace => Assert.Equal(default, dPlace));
        }

        Reference.Of($"hand/ref/{name}.jacobian").AssertClose(jacobian.Values);
    }

    private static Span<double> Flat(Span<Vector3> vectors) => MemoryMarshal.Cast<Vector3, double>(vectors);

    /// <summary>A matrix, column after column.</summary>
    private sealed class ColumnMajor(int rows, int columns)
    {
        public int Rows { get; } = rows;

        public double[] Values { get; } = new double[rows * columns];

        public void SetRow(int row, ReadOnlySpan<double> values)
        {
            for (int column = 0; column < values.Length; column++)
            {
                Values[(column * Rows) + row] = values[column];
            }
        }
    }
}
