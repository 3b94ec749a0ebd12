using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using static AutoDiff.Generators.Primitives.TermFunctions;

namespace AutoDiff.Generators.Primitives;

/// <summary>The methods of <c>TensorPrimitives</c> that are looked into where the elements are float or double. Most apply a scalar primitive of the same name to all elements.</summary>
internal static class TensorTable
{
    /// <summary>Math and double have these, too, but bound differently.</summary>
    private static readonly ScalarPrimitive[] OtherwiseInTensors = [Selection.Clamp, Selection.ClampOrNaN, Selection.ClampNative];

    private static readonly string[] Predicates =
    [
        "IsEvenInteger", "IsFinite", "IsInfinity", "IsInteger", "IsNaN", "IsNegative", "IsNegativeInfinity", "IsNormal",
        "IsOddInteger", "IsPositive", "IsPositiveInfinity", "IsPow2", "IsRealNumber", "IsSubnormal",
    ];

    public static IReadOnlyList<TensorFunction> All { get; } =
    [
        .. new[] { Arithmetic.Add, Arithmetic.Subtract, Arithmetic.Multiply, Arithmetic.Divide, Arithmetic.Remainder, Arithmetic.Negate }.Select(Map),
        .. PrimitiveTable.Functions.Except(OtherwiseInTensors).Select(Map),

        Map("Increment", 1, static x => x[0] + 1),
        Map("Decrement", 1, static x => x[0] - 1),
        Map("Reciprocal", 1, static x => 1 / x[0]),
        Map("ReciprocalSqrt", 1, static x => 1 / Sqrt(x[0])),
        Map("MultiplyAdd", 3, static x => (x[0] * x[1]) + x[2]),
        Map("AddMultiply", 3, static x => (x[0] + x[1]) * x[2]),
        new("Clamp", new Operand[3], 1, Clamp),
        Map("Sigmoid", 1, static x => Sigmoid(x[0])) with { NeedsElements = true },
        Map("Sign", 1, static x => x.Ask("Sign", ScalarType.Int32, Effects.Throws)),
        Map("ILogB", 1, static x => x.Ask("ILogB", ScalarType.Int32)),
        .. new[] { "ConvertChecked", "ConvertSaturating", "ConvertTruncating" }.Select(static name => Map(name, 1, static x => x[0]) with { IsConversion = true }),
        Maps("SinCos", static x => Sin(x[0]), static x => Cos(x[0])),
        Maps("SinCosPi", static x => SinPi(x[0]), static x => CosPi(x[0])),
        new("SoftMax", [Operand.Number], 1, SoftMax) { NeedsElements = true },

        Reduction("Sum", 1, static x => x.Sum(static x => x[0])),
        Reduction("SumOfSquares", 1, static x => x.Sum(static x => x[0] * x[0])),
        Reduction("SumOfMagnitudes", 1, static x => x.Sum(static x => Abs(x[0]))),
        Reduction("Product", 1, static x => x.Product(static x => x[0])) with { NeedsElements = true },
        Reduction("ProductOfSums", 2, static x => x.Product(static x => x[0] + x[1])) with { NeedsElements = true },
        Reduction("ProductOfDifferences", 2, static x => x.Product(static x => x[0] - x[1])) with { NeedsElements = true },
        Reduction("Dot", 2, static x => x.Sum(static x => x[0] * x[1])),
        Reduction("Norm", 1, static x => Norm(x.Sum(static x => x[0] * x[0]))),
        Reduction("Distance", 2, static x => Norm(x.Sum(static x => Square(x[0] - x[1])))) with { NeedsElements = true },
        Reduction("CosineSimilarity", 2, CosineSimilarity) with { NeedsElements = true },
        Reduction("Average", 1, static x => x.Sum(static x => x[0]) / x.Count) with { NeedsElements = true },
        Reduction("StdDev", 1, StandardDeviation) with { NeedsElements = true },
        Reduction("HammingDistance", 2, static x => x.CountWhere(static x => Term.AreDifferent(x[0], x[1]))),

        .. Extremes("IsLarger", "Max", "MaxNumber"),
        .. Extremes("IsSmaller", "Min", "MinNumber"),
        .. Extremes("IsLargerMagnitude", "MaxMagnitude", "MaxMagnitudeNumber"),
        .. Extremes("IsSmallerMagnitude", "MinMagnitude", "MinMagnitudeNumber"),

        .. Predicates.SelectMany(static name => Predicate(name, x => x.Ask(name, ScalarType.Bool))),
        .. Predicate("IsZero", static x => Term.Of(Term.AreEqual(x[0], 0))),
    ];

    private static readonly ILookup<string, TensorFunction> ByName = All.ToLookup(static function => function.Name);

    public static TensorFunction? Find(string name, IReadOnlyList<Operand> operands, int destinations) =>
        ByName[name].FirstOrDefault(function => function.Destinations == destinations && function.Operands.SequenceEqual(operands));

    private static TensorFunction Map(ScalarPrimitive primitive) => Map(primitive.Method, primitive.Operands, x => Term.Call(primitive, [.. x.All]));

    private static TensorFunction Map(string name, int arity, TensorLoops.Recipe recipe) => Map(name, new Operand[arity], recipe);

    private static TensorFunction Map(string name, IReadOnlyList<Operand> operands, TensorLoops.Recipe recipe) => new(name, operands, 1, x =>
    {
        x.Map(recipe);
        return null;
    });

    /// <summary>Two destinations.</summary>
    private static TensorFunction Maps(string name, TensorLoops.Recipe first, TensorLoops.Recipe second) => new(name, [Operand.Number], 2, x =>
    {
        x.Map(first, second);
        return null;
    });

    private static TensorFunction Reduction(string name, int arity, Func<TensorLoops, Term> lower) => new(name, new Operand[arity], 0, lower);

    /// <summary>An extreme element and its index. Of a NaN none of the names makes a difference.</summary>
    private static IEnumerable<TensorFunction> Extremes(string comparison, string name, string numberName) =>
    [
        Reduction(name, 1, x => x.Winner(comparison)) with { NeedsElements = true },
        Reduction(numberName, 1, x => x.Winner(comparison)) with { NeedsElements = true },
        Reduction($"IndexOf{name}", 1, x => x.IndexOfWinner(comparison)),
    ];

    private static IEnumerable<TensorFunction> Predicate(string name, TensorLoops.Recipe condition) =>
        [Map(name, 1, condition), Reduction($"{name}All", 1, x => x.All(condition)), Reduction($"{name}Any", 1, x => x.Any(condition))];

    /// <summary>Only bounds that are the same for all elements are compared.</summary>
    private static Term? Clamp(TensorLoops x)
    {
        x.CheckBounds(1, 2);
        x.Map(static x => Min(Max(x[0], x[1]), x[2]));
        return null;
    }

    /// <summary>The exponentials are not shifted by the largest element: where the library overflows, so does this.</summary>
    private static Term? SoftMax(TensorLoops x)
    {
        Term sum = x.MapSum(static x => Exp(x[0]));
        x.OverDestination.Map(x => x[0] / sum);
        return null;
    }

    private static Term CosineSimilarity(TensorLoops x)
    {
        Term[] sums = x.Sums(static x => x[0] * x[1], static x => x[0] * x[0], static x => x[1] * x[1]);
        return sums[0] / (Norm(sums[1]) * Norm(sums[2]));
    }

    private static Term StandardDeviation(TensorLoops x)
    {
        Term mean = x.Sum(static x => x[0]) / x.Count;
        return Norm(x.Sum(x => Square(x[0] - mean)) / x.Count);
    }

    private static Term Square(Term x) => x * x;
}
