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
    public void The_vertex_errors_and_their_Jacobian_are_those_of_ADBench(string name)
    {
        HandInstance instance = HandInstance.Read(NumberReader.Of($"hand/{name}.txt"), hasPlaces: false);
        HandModel model = HandModelReader.Small;
        var errors = new Vector3[instance.Points.Length];
        HandTracking.Errors(instance.Theta, model, instance.Indices, instance.Points, errors);
        Reference.Of($"hand/ref/{name}.objective").AssertClose(Flat(errors));

        double[] jacobian = new double[3 * errors.Length * Parameters];
        HandTracking.ErrorsJacobian(instance.Theta, model, instance.Indices, instance.Points, errors, jacobian);
        Reference.Of($"hand/ref/{name}.jacobian").AssertClose(Transposed(jacobian, Parameters));

        // Each row is a pullback, too.
        var dErrors = new Vector3[errors.Length];
        for (int row = 0; row < 3 * errors.Length; row++)
        {
            double[] dTheta = new double[Parameters];
            Flat(dErrors)[row] = 1;
            HandTracking.ErrorsVjp(instance.Theta, model, instance.Indices, instance.Points, errors, dTheta, dErrors);
            Assert.All(dTheta.Zip(jacobian[(row * Parameters)..]), pair => Assert.Equal(pair.Second, pair.First, 1e-11));
        }
    }

    [Theory]
    [InlineData("complicated_small_own_c30")]
    [InlineData("complicated_small_hand1_t26_c100")]
    public void The_surface_errors_and_their_Jacobian_are_those_of_ADBench(string name)
    {
        HandInstance instance = HandInstance.Read(NumberReader.Of($"hand/{name}.txt"), hasPlaces: true);
        HandModel model = HandModelReader.Small;
        var errors = new Vector3[instance.Points.Length];
        HandTracking.SurfaceErrors(default, instance.Theta, instance.Places, model, instance.Indices, instance.Points, errors);
        Reference.Of($"hand/ref/{name}.objective").AssertClose(Flat(errors));

        double[] jacobian = new double[3 * errors.Length * (2 + Parameters)];
        HandTracking.SurfaceErrorsJacobian(default, instance.Theta, instance.Places, model, instance.Indices, instance.Points, errors, jacobian);
        Reference.Of($"hand/ref/{name}.jacobian").AssertClose(Transposed(jacobian, 2 + Parameters));
    }

    private static Span<double> Flat(Span<Vector3> vectors) => MemoryMarshal.Cast<Vector3, double>(vectors);

    /// <summary>Column after column, as ADBench has it.</summary>
    private static double[] Transposed(double[] matrix, int columns) =>
        [.. Enumerable.Range(0, columns).SelectMany(column => matrix.Where((_, i) => i % columns == column))];
}
