using System;
using System.Numerics;
using AutoDiff.Tests.Maths.Oracle;

namespace AutoDiff.Tests.Maths;

/// <summary>
/// A function of <see cref="AutoDiff.Maths.VectorMath"/>, with the largest error that its documentation states, and where it is looked for.
/// </summary>
/// <param name="Scalar">What comes out at zeros, infinities and NaN. Where <see cref="Math"/> has the function, it is that.</param>
/// <param name="Exact">The function of a finite number.</param>
internal sealed record ElementaryFunction(
    string Name,
    Func<Vector<double>, Vector<double>> Double,
    Func<Vector<float>, Vector<float>> Single,
    Func<double, double> Scalar,
    Func<double, DoubleDouble> Exact,
    double MostUlps)
{
    /// <summary>Where the results are finite.</summary>
    public (double Lower, double Upper) Domain { get; init; } = (double.MinValue, double.MaxValue);

    public (double Lower, double Upper) DomainSingle { get; init; } = (float.MinValue, float.MaxValue);

    /// <summary>Where the function does what it is known for, and most samples are taken.</summary>
    public (double Lower, double Upper) Core { get; init; } = (-10, 10);
}
