using System;
using System.Collections.Generic;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Factorizations"/>.</summary>
public sealed class FactorizationProblems : IFamilies<double>
{
    public static IEnumerable<Family<double>> All =>
    [
        new("Elimination", Elimination) { Sizes = [0, 1, 2, 7], BenchmarkSize = 50 },
        new("Lu", n => Matrix(n, Dominant(n), Factorizations.Lu, Factorizations.LuGradient, Factorizations.LuFunctionalGradient)) { Sizes = [0, 1, 2, 7], BenchmarkSize = 50 },
        new("Householder", n => Matrix(n, Dominant(n), Factorizations.Householder, Factorizations.HouseholderGradient, Factorizations.HouseholderFunctionalGradient))
        {
            Sizes = [0, 1, 2, 7], BenchmarkSize = 50,
        },
        new("Jacobi", n => Matrix(n, Symmetric(n), Factorizations.Jacobi, Factorizations.JacobiGradient, Factorizations.JacobiFunctionalGradient)) { Sizes = [0, 1, 2, 5], BenchmarkSize = 20 },
        new("Exponential", n => Matrix(n, Uniform(n * n), Factorizations.Exponential, Factorizations.ExponentialGradient, Factorizations.ExponentialFunctionalGradient))
        {
            Sizes = [0, 1, 2, 5], BenchmarkSize = 20,
        },
        new("Minors", Minors) { Sizes = [0, 1, 2, 3, 5], BenchmarkSize = 7 },
    ];

    private delegate double MatrixMethod(Span<double> a, int n);

    private delegate double MatrixGradient(Span<double> a, int n, Span<double> dA);

    private delegate double FunctionalGradient(ReadOnlySpan<double> a, int n, Span<double> dA);

    private static Problem<double> Matrix(int n, double[] a, MatrixMethod primal, MatrixGradient gradient, FunctionalGradient functional) =>
        Problem.Of([new("a", Role.InOut, a)], p => primal(p[0].Span, n), (p, d) => gradient(p[0].Span, n, d[0].Span)) with
        {
            Functional = (p, d) => functional(p[0].Span, n, d[0].Span),
        };

    private static Problem<double> Elimination(int n) => Problem.Of(
        [new("a", Role.InOut, Shuffled(n)), new("b", Role.InOut, Uniform(n, 2))],
        p => Factorizations.Elimination(p[0].Span, p[1].Span),
        (p, d) => Factorizations.EliminationGradient(p[0].Span, p[1].Span, d[0].Span, d[1].Span)) with
    {
        Functional = (p, d) => Factorizations.EliminationFunctionalGradient(p[0].Span, p[1].Span, d[0].Span, d[1].Span),
    };

    private static Problem<double> Minors(int n) => Problem.Of(
        [new("a", Role.Input, Dominant(n))],
        p => Factorizations.Minors(p[0].Span, n),
        (p, d) => Factorizations.MinorsGradient(p[0].Span, n, d[0].Span)) with
    {
        Functional = (p, d) => Factorizations.MinorsFunctionalGradient(p[0].Span, n, d[0].Span),
    };

    /// <summary>A matrix that no pivot of is near zero.</summary>
    private static double[] Dominant(int n)
    {
        double[] a = Uniform(n * n);
        for (int i = 0; i < n; i++) a[(i * n) + i] += 1 + (n / 4.0);
        return a;
    }

    /// <summary>The large elements stand off the diagonal, so that every step but the last has to look for its pivot.</summary>
    private static double[] Shuffled(int n)
    {
        double[] a = Uniform(n * n);
        for (int i = 0; i < n; i++) a[(i * n) + ((i + 1) % n)] += 2 + n;
        return a;
    }

    /// <summary>Symmetric, with diagonal elements so far apart that angles stay away from their jumps.</summary>
    private static double[] Symmetric(int n)
    {
        double[] a = Uniform(n * n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++) a[(i * n) + j] = a[(j * n) + i];
            a[(i * n) + i] = 3 * i;
        }

        return a;
    }
}
