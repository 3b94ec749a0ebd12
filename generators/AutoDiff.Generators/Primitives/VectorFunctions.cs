using System.Collections.Generic;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

/// <summary>The primitives that are computed of vectors, and the methods that do so where it is no operator.</summary>
internal static class VectorFunctions
{
    private static readonly HashSet<Primitive> Operators =
    [
        Arithmetic.Add, Arithmetic.Subtract, Arithmetic.Multiply, Arithmetic.Divide, Arithmetic.Negate, Arithmetic.Select, Arithmetic.StopGradient,
        Arithmetic.Equal, Arithmetic.NotEqual, Arithmetic.Less, Arithmetic.LessOrEqual, Arithmetic.Greater, Arithmetic.GreaterOrEqual,
    ];

    private static readonly HashSet<Primitive> OnMasks = [Arithmetic.And, Arithmetic.Or, Arithmetic.Xor, Arithmetic.Not];

    /// <summary>Methods of <c>System.Numerics.Vector</c>.</summary>
    private static readonly Dictionary<Primitive, string> OnVector = new()
    {
        [Selection.Abs] = "Abs",
        [Selection.Max] = "Max",
        [Selection.Min] = "Min",
        [Selection.CopySign] = "CopySign",
        [Powers.Sqrt] = "SquareRoot",
        [Rounding.Floor] = "Floor",
        [Rounding.Ceiling] = "Ceiling",
        [Rounding.Truncate] = "Truncate",
        [Rounding.Round] = "Round",
        [Exponentials.Exp] = "Exp",
        [Exponentials.Log] = "Log",
        [Trigonometry.Sin] = "Sin",
        [Trigonometry.Cos] = "Cos",
    };

    /// <summary>Is it computed of vectors of floating numbers, or yields them?</summary>
    public static bool Has(Primitive primitive) => Operators.Contains(primitive) || OnVector.ContainsKey(primitive);

    /// <summary>Is it computed of masks?</summary>
    public static bool HasOfMasks(Primitive primitive) => OnMasks.Contains(primitive);

    /// <summary>The method of <c>Vector</c> that computes it; null where it is an operator.</summary>
    public static string? MethodOf(Primitive primitive) => OnVector.TryGetValue(primitive, out string? method) ? method : null;
}
