using System;

namespace AutoDiff.Benchmarks;

/// <summary>One thing to measure: a variant of a bench, such as the primal or the gradient of a problem.</summary>
/// <param name="Bench">The problem, size included.</param>
/// <param name="Variant">What is done with it. <see cref="Primal"/> and <see cref="Gradient"/> are compared with each other.</param>
/// <param name="Prepare">Makes the data and returns what does the work once, whose result depends on all of it.</param>
internal sealed record Case(string Bench, string Variant, Func<Func<double>> Prepare)
{
    public const string Primal = "primal";
    public const string Gradient = "gradient";
    public const string Jacobian = "jacobian";

    /// <summary>How many equal things one call works on.</summary>
    public int Items { get; init; } = 1;

    /// <summary>How many bytes one of those things reads and writes, if that is what limits it.</summary>
    public int BytesMoved { get; init; }

    /// <summary>How many floating-point operations one call takes, if that is what limits it.</summary>
    public double Operations { get; init; }

    public override string ToString() => $"{Bench}/{Variant}";
}
