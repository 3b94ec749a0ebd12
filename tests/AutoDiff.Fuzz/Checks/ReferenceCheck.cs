using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using AutoDiff.Fuzz.Reference;
using AutoDiff.Generators.Frontend;
using AutoDiff.Generators.Tests.Support;

namespace AutoDiff.Fuzz.Checks;

/// <summary>Holds all products with derivatives, number by number, to those of a run of the method that is differentiated while it is interpreted. Where that does not settle the matter at once,
/// runs that round otherwise tell how far rounding may carry each number.</summary>
/// <param name="isSingle">The method computes in single precision somewhere.</param>
internal sealed class ReferenceCheck(MethodUnderTest method, MethodModel model, object[] arguments, bool isSingle)
{
    /// <summary>What nobody asks about in double precision, in proportion.</summary>
    private const double Unquestioned = 1e-8;

    private const int Samples = 4;

    /// <summary>Vectors add up in another order than the method, and derivatives are written otherwise than in textbooks: each rounds in its own way, as a sample does, but there are few samples.</summary>
    private const double Spreads = 40;

    private const double SingleFloor = 4e-6, DoubleFloor = 1e-14;

    private readonly Lazy<ReferenceRun> exact = new(() => Run(method, model, arguments, isSingle, Rounding.None));

    private readonly Lazy<ReferenceRun?[]> samples = new(() => [.. Enumerable.Range(1, Samples).Select(seed => Attempt(method, model, arguments, isSingle, new Rounding(new Random(seed))))]);

    /// <summary>How many numbers were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>How many were not, because rounding may make anything of them.</summary>
    public int Unsettled { get; private set; }

    /// <summary>How far the numbers lay that it took, those of all checks; null where the reference could not be had.</summary>
    public NumberRange? Range => exact.IsValueCreated ? exact.Value.Range : null;

    /// <summary>Do runs that round otherwise yield the same, but for so much in proportion, and derivatives that are known? A term that oscillates within the rounding of the value shows in its derivatives alone.</summary>
    public bool IsSettled(double most) =>
        samples.Value.All(sample => sample is not null && IsNear(sample.Outputs, exact.Value.Outputs, most) && (!method.Returns || IsNear(Derivatives(sample), Derivatives(exact.Value), Tolerable)));

    public void Jvp()
    {
        MethodUnderTest.Outcome forward = method.Jvp(arguments, Tangents(method, arguments, IsAdded));
        double[] value = forward.Value is ITuple pair ? NumberArrays.Flatten(pair[0]) : [];
        Require("Jvp against the reference: output", [.. value, .. LeftIn(forward.Arguments)], static run => run.Outputs);
        double[] tangent = forward.Value is ITuple both ? NumberArrays.Flatten(both[1]) : [];
        Require("Jvp against the reference: tangent", [.. tangent, .. Added(forward.Adjoints, static parameter => parameter.IsWritten)], static run => run.Tangents);
    }

    public void Vjp()
    {
        object? value = method.Primal(arguments).Value, seed = value is null ? null : Filled(value, 5);
        object[] added = [.. Indices(IsAdded).Select(p => Filled(arguments[p], p + 7))];
        MethodUnderTest.Outcome pullback = method.Vjp(arguments, seed, added);
        double[] seeds = [.. seed is null ? [] : NumberArrays.Flatten(seed), .. Added(added, static parameter => parameter.IsWritten)];
        double[] before = [.. Indices(IsAdded).SelectMany((p, k) => method.Parameters[p].IsVaried ? NumberArrays.Flatten(added[k]).Select(number => method.Parameters[p].IsWritten ? 0 : number) : [])];
        Require("Vjp against the reference: adjoint", Added(pullback.Adjoints, static parameter => parameter.IsVaried), run => [.. run.PullBack(seeds).Zip(before, static (pulled, kept) => pulled.Number + kept)]);
    }

    public void Gradient() => Require("Gradient against the reference: derivative", [.. method.Gradient(arguments).Adjoints.SelectMany(NumberArrays.Flatten)], Derivatives);

    public void Hvp()
    {
        object[] direction = Tangents(method, arguments, static parameter => parameter.IsVaried);
        double[][] added = [.. method.Hvp(arguments, direction).Adjoints.Chunk(Math.Max(1, direction.Length)).Select(static numbers => numbers.SelectMany(NumberArrays.Flatten).ToArray())];
        Require("Hvp against the reference: derivative", added[1], Derivatives);
        Require("Hvp against the reference: product", added[2], static run => [.. run.PullBack([1]).Select(static adjoint => adjoint.Slope)]);
    }

    private void Require(string what, double[] actual, Func<ReferenceRun, double[]> numbersOf)
    {
        double[] expected = numbersOf(exact.Value);
        if (actual.Length != expected.Length) throw new FuzzException($"{what}: there are {actual.Length} for {expected.Length}.");
        double[]?[]? others = null;
        for (int i = 0; i < actual.Length; i++)
        {
            double scale = Math.Max(1, Math.Abs(expected[i]));
            bool isClose = actual[i].Equals(expected[i]) || (!isSingle && Math.Abs(actual[i] - expected[i]) <= Unquestioned * scale);
            if (!isClose)
            {
                others ??= [.. samples.Value.Select(sample => sample is null ? null : numbersOf(sample))];
                double spread = others.Max(other => other is null ? double.PositiveInfinity : Math.Abs(other[i] - expected[i]));
                double error = (Spreads * spread) + ((isSingle ? SingleFloor : DoubleFloor) * scale);
                if (!(error <= Tolerable * scale))
                {
                    Unsettled++;
                    continue;
                }

                if (!(Math.Abs(actual[i] - expected[i]) <= error)) throw new FuzzException($"{what} {i} is {actual[i]:r}, not {expected[i]:r} ± {error:g2}.");
            }

            Compared++;
        }
    }

    private static bool IsNear(double[] numbers, double[] expected, double most) => numbers.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= most * Math.Max(1, Math.Abs(pair.Second)));

    private static double[] Derivatives(ReferenceRun run) => [.. run.PullBack([1]).Select(static adjoint => adjoint.Number)];

    /// <summary>What is known no better is not known.</summary>
    private double Tolerable => isSingle ? 0.1 : 1e-3;

    private double[] Added(IReadOnlyList<object?> added, Func<ParameterUnderTest, bool> isOne) => [.. Indices(IsAdded).SelectMany((p, k) => isOne(method.Parameters[p]) ? NumberArrays.Flatten(added[k]) : [])];

    private IEnumerable<double> LeftIn(IReadOnlyList<object?> left) => Enumerable.Range(0, left.Count).Where(p => method.Parameters[p].IsWritten).SelectMany(p => NumberArrays.Flatten(left[p]));

    private int[] Indices(Func<ParameterUnderTest, bool> isOne) => [.. Enumerable.Range(0, arguments.Length).Where(p => isOne(method.Parameters[p]))];

    private static bool IsAdded(ParameterUnderTest parameter) => parameter.IsVaried || parameter.IsWritten;

    private static ReferenceRun? Attempt(MethodUnderTest method, MethodModel model, object[] arguments, bool isSingle, Rounding rounding)
    {
        try
        {
            return Run(method, model, arguments, isSingle, rounding);
        }
        catch (Exception exception) when (exception is not NotSupportedException)
        {
            // Rounded otherwise, it throws.
            return null;
        }
    }

    private static ReferenceRun Run(MethodUnderTest method, MethodModel model, object[] arguments, bool isSingle, Rounding rounding) =>
        new(method, model, arguments, Tangents(method, arguments, static parameter => parameter.IsVaried), isSingle, rounding);

    /// <summary>Each parameter's are its own, so that all products are taken along the same direction. In eighths, which are exact in single precision, too.</summary>
    private static object[] Tangents(MethodUnderTest method, object[] arguments, Func<ParameterUnderTest, bool> isOne) =>
        [.. Enumerable.Range(0, arguments.Length).Where(p => isOne(method.Parameters[p])).Select(p => Filled(arguments[p], p))];

    private static object Filled(object like, int seed)
    {
        var random = new Random(seed);
        return NumberArrays.Map(like, (_, _) => random.Next(-8, 9) / 8.0);
    }
}
