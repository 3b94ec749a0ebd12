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
        [Linear.FusedMultiplyAdd] = "FusedMultiplyAdd",
        [Linear.MultiplyAddEstimate] = "MultiplyAddEstimate",
    };

    /// <summary>Methods of the runtime's <c>VectorMath</c>, with the names that scalars have in C#.</summary>
    private static readonly HashSet<Primitive> OnVectorMath =
    [
        Exponentials.Exp, Exponentials.Exp2, Exponentials.Exp10, Exponentials.ExpM1, Exponentials.Log, Exponentials.Log2, Exponentials.Log10, Exponentials.LogP1, Powers.Pow, Powers.Cbrt,
        Trigonometry.Sin, Trigonometry.Cos, Trigonometry.Tan, Trigonometry.Asin, Trigonometry.Acos, Trigonometry.Atan, Trigonometry.Atan2,
        Hyperbolics.Sinh, Hyperbolics.Cosh, Hyperbolics.Tanh, Hyperbolics.Asinh, Hyperbolics.Acosh, Hyperbolics.Atanh,
    ];

    /// <summary>Is it computed of vectors of floating numbers, or yields them?</summary>
    public static bool Has(Primitive primitive) => Operators.Contains(primitive) || OnVector.ContainsKey(primitive) || OnVectorMath.Contains(primitive);

    /// <summary>Is it computed of masks?</summary>
    public static bool HasOfMasks(Primitive primitive) => OnMasks.Contains(primitive);

    /// <summary>The method that computes it, of <c>VectorMath</c> or else of <c>Vector</c>; null where it is an operator.</summary>
    public static (bool IsOfVectorMath, string Name)? MethodOf(Primitive primitive) =>
        OnVector.TryGetValue(primitive, out string? method) ? (false, method) : OnVectorMath.Contains(primitive) ? (true, ((ScalarPrimitive)primitive).Method) : null;

    /// <summary>All that are computed by methods.</summary>
    public static IEnumerable<Primitive> WithMethods => [.. OnVector.Keys, .. OnVectorMath];
}
