using System;
using System.Linq;
using System.Numerics;

namespace AutoDiff.Tests.Gradients;

/// <summary>A differentiable method as a function of its parameters' buffers.</summary>
public delegate T Primal<T>(Memory<T>[] parameters);

/// <summary>The generated gradient as a function of the parameters' buffers and of the gradient buffers, one for each active parameter in order.</summary>
public delegate T Gradient<T>(Memory<T>[] parameters, Memory<T>[] gradients);

/// <summary>A differentiable method, its generated gradient, and arguments to call them with.</summary>
public sealed record Problem<T>(Parameter<T>[] Parameters, Primal<T> Primal, Gradient<T> Gradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What finite differences are taken of.</summary>
    public required Differences Reference { get; init; }

    /// <summary>The gradient as one would write it by hand, in the order of the active parameters, where that is short.</summary>
    public Func<double[][]>? ClosedForm { get; init; }

    /// <summary>The generated gradient of another method, for the same function: there each variable and each element is written once.</summary>
    public Gradient<T>? Functional { get; init; }

    /// <summary>The largest relative error of a derivative.</summary>
    public double Tolerance { get; init; } = typeof(T) == typeof(double) ? 1e-9 : 1e-4;

    /// <summary>How far off the value and what is written may be, relatively: by the rounding of sums, which loops over vectors take in another order.</summary>
    public double ValueTolerance { get; init; } = typeof(T) == typeof(double) ? 1e-12 : 1e-5;

    public Parameter<T>[] Active => [.. Parameters.Where(parameter => parameter.IsActive)];
}

/// <summary>A method that overwrites its argument.</summary>
public delegate double InPlaceMethod(Span<double> x);

/// <summary>Its generated gradient.</summary>
public delegate double InPlaceGradient(Span<double> x, Span<double> dX);

/// <summary>A method that reads its argument.</summary>
public delegate double InputMethod(ReadOnlySpan<double> x);

/// <summary>Its generated gradient.</summary>
public delegate double InputGradient(ReadOnlySpan<double> x, Span<double> dX);

/// <summary>Makes problems.</summary>
public static class Problem
{
    public static Problem<double> Of(Parameter<double>[] parameters, Primal<double> primal, Gradient<double> gradient) =>
        new(parameters, primal, gradient) { Reference = new Differences(parameters, primal) };

    /// <summary>A method of one span that it overwrites, beside one that does not.</summary>
    public static Problem<double> InPlace(double[] x, InPlaceMethod primal, InPlaceGradient gradient, InputGradient functional) =>
        Of([new("x", Role.InOut, x)], p => primal(p[0].Span), (p, d) => gradient(p[0].Span, d[0].Span)) with { Functional = (p, d) => functional(p[0].Span, d[0].Span) };

    /// <summary>A method of one span that it only reads, beside one that overwrites nothing of its own either.</summary>
    public static Problem<double> OfInput(double[] x, InputMethod primal, InputGradient gradient, InputGradient functional, string name = "x") =>
        Of([new(name, Role.Input, x)], p => primal(p[0].Span), (p, d) => gradient(p[0].Span, d[0].Span)) with { Functional = (p, d) => functional(p[0].Span, d[0].Span) };

    /// <summary>The same problem in another precision. All samples are exact in both.</summary>
    public static Problem<float> InSinglePrecision(this Problem<double> problem, Primal<float> primal, Gradient<float> gradient) =>
        new([.. problem.Parameters.Select(Narrow)], primal, gradient) { Reference = problem.Reference, ClosedForm = problem.ClosedForm };

    private static Parameter<float> Narrow(Parameter<double> parameter) =>
        new(parameter.Name, parameter.Role, [.. parameter.Content.Select(x => (float)x)], parameter.IsArray) { ElementSize = parameter.ElementSize };
}
