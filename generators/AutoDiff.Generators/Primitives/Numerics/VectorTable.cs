using System;
using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Generators.Primitives.TermFunctions;

namespace AutoDiff.Generators.Primitives;

/// <summary>Vectors of two, three and four floats. Most of what they have goes component by component.</summary>
internal static class VectorTable
{
    public static IEnumerable<StructFunction> All => Enumerable.Range(2, 3).SelectMany(Common).Concat(
    [
        new("Vector2.Cross(Vector2,Vector2)", static x => [(x[0][0] * x[1][1]) - (x[0][1] * x[1][0])]),
        new("Vector3.Cross(Vector3,Vector3)", static x => Cross(x[0], x[1])),
        new("Vector3..ctor(Vector2,Single)", static x => [.. x[0], .. x[1]]),
        new("Vector4..ctor(Vector2,Single,Single)", static x => [.. x[0], .. x[1], .. x[2]]),
        new("Vector4..ctor(Vector3,Single)", static x => [.. x[0], .. x[1]]),
    ]);

    public static Term[] Cross(Term[] a, Term[] b) =>
        [(a[1] * b[2]) - (a[2] * b[1]), (a[2] * b[0]) - (a[0] * b[2]), (a[0] * b[1]) - (a[1] * b[0])];

    public static Term Dot(Term[] a, Term[] b) => Zip(a, b, static (a, b) => a * b).Aggregate(static (sum, term) => sum + term);

    public static Term[] Zip(Term[] a, Term[] b, Func<Term, Term, Term> combine) => [.. a.Zip(b, combine)];

    public static Term Length(Term[] a) => Norm(Dot(a, a));

    /// <summary>A number stands for all components.</summary>
    private static Term[] Each(IReadOnlyList<Term[]> operands, int count, Func<Term[], Term> combine) =>
        [.. Enumerable.Range(0, count).Select(k => combine([.. operands.Select(operand => operand.Length == 1 ? operand[0] : operand[k])]))];

    private static IEnumerable<StructFunction> Common(int count)
    {
        string type = $"Vector{count}";
        return
        [
            Map("op_Addition(V,V)", static x => x[0] + x[1]),
            Map("op_Subtraction(V,V)", static x => x[0] - x[1]),
            Map("op_Multiply(V,V)", static x => x[0] * x[1]),
            Map("op_Multiply(V,Single)", static x => x[0] * x[1]),
            Map("op_Multiply(Single,V)", static x => x[0] * x[1]),
            Map("op_Division(V,V)", static x => x[0] / x[1]),
            Map("op_Division(V,Single)", static x => x[0] / x[1]),
            Map("op_UnaryNegation(V)", static x => -x[0]),
            Map("op_UnaryPlus(V)", static x => x[0]),
            Map(".ctor(Single)", static x => x[0]),
            Map("Create(Single)", static x => x[0]),
            Map("Add(V,V)", static x => x[0] + x[1]),
            Map("Subtract(V,V)", static x => x[0] - x[1]),
            Map("Multiply(V,V)", static x => x[0] * x[1]),
            Map("Multiply(V,Single)", static x => x[0] * x[1]),
            Map("Multiply(Single,V)", static x => x[0] * x[1]),
            Map("Divide(V,V)", static x => x[0] / x[1]),
            Map("Divide(V,Single)", static x => x[0] / x[1]),
            Map("Negate(V)", static x => -x[0]),
            Map("Abs(V)", static x => Abs(x[0])),
            Map("Min(V,V)", static x => Min(x[0], x[1])),
            Map("Max(V,V)", static x => Max(x[0], x[1])),
            Map("Clamp(V,V,V)", static x => Min(Max(x[0], x[1]), x[2])),
            Map("SquareRoot(V)", static x => Sqrt(x[0])),
            Map("Exp(V)", static x => Exp(x[0])),
            Map("Log(V)", static x => Log(x[0])),
            Map("Sin(V)", static x => Sin(x[0])),
            Map("Cos(V)", static x => Cos(x[0])),
            Map("Hypot(V,V)", static x => Hypot(x[0], x[1])),
            Map("Lerp(V,V,Single)", static x => (x[0] * (1 - x[2])) + (x[1] * x[2])),
            Map("Lerp(V,V,V)", static x => (x[0] * (1 - x[2])) + (x[1] * x[2])),
            Map("FusedMultiplyAdd(V,V,V)", static x => (x[0] * x[1]) + x[2]),
            Map("MultiplyAddEstimate(V,V,V)", static x => (x[0] * x[1]) + x[2]),
            Number("Sum(V)", static x => x[0].Aggregate(static (sum, term) => sum + term)),
            Number("Dot(V,V)", static x => Dot(x[0], x[1])),
            Number("Length(V)", static x => Length(x[0])),
            Number("LengthSquared(V)", static x => Dot(x[0], x[0])),
            Number("Distance(V,V)", static x => Length(Difference(x))),
            Number("DistanceSquared(V,V)", static x => Dot(Difference(x), Difference(x))),
            Vector("Normalize(V)", static x => Scaled(x[0], 1 / Length(x[0]))),
            Vector("Reflect(V,V)", static x => Zip(x[0], Scaled(x[1], 2 * Dot(x[0], x[1])), static (a, b) => a - b)),
        ];

        StructFunction Map(string name, Func<Term[], Term> combine) => Vector(name, x => Each(x, count, combine));
        StructFunction Number(string name, Func<IReadOnlyList<Term[]>, Term> reduce) => Vector(name, x => [reduce(x)]);
        StructFunction Vector(string name, Func<IReadOnlyList<Term[]>, Term[]> lower) => new($"{type}.{name.Replace("V", type)}", lower);
    }

    private static Term[] Difference(IReadOnlyList<Term[]> x) => Zip(x[0], x[1], static (a, b) => a - b);

    private static Term[] Scaled(Term[] a, Term factor) => [.. a.Select(component => component * factor)];
}
