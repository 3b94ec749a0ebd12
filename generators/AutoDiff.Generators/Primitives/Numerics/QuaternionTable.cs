using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Generators.Primitives.TermFunctions;
using static AutoDiff.Generators.Primitives.VectorTable;

namespace AutoDiff.Generators.Primitives;

/// <summary>Quaternions of four floats, X, Y, Z and W, and the rotations that they are.</summary>
internal static class QuaternionTable
{
    public static IReadOnlyList<StructFunction> All { get; } =
    [
        new("Quaternion..ctor(Vector3,Single)", static x => [.. x[0], .. x[1]]),
        new("Quaternion.op_Addition(Quaternion,Quaternion)", static x => Zip(x[0], x[1], static (a, b) => a + b)),
        new("Quaternion.op_Subtraction(Quaternion,Quaternion)", static x => Zip(x[0], x[1], static (a, b) => a - b)),
        new("Quaternion.op_Multiply(Quaternion,Quaternion)", static x => Product(x[0], x[1])),
        new("Quaternion.op_Multiply(Quaternion,Single)", static x => [.. x[0].Select(component => component * x[1][0])]),
        new("Quaternion.op_UnaryNegation(Quaternion)", static x => [.. x[0].Select(static component => -component)]),
        new("Quaternion.Multiply(Quaternion,Quaternion)", static x => Product(x[0], x[1])),
        new("Quaternion.Multiply(Quaternion,Single)", static x => [.. x[0].Select(component => component * x[1][0])]),
        new("Quaternion.Concatenate(Quaternion,Quaternion)", static x => Product(x[1], x[0])),
        new("Quaternion.Conjugate(Quaternion)", static x => Conjugate(x[0])),
        new("Quaternion.Inverse(Quaternion)", static x => Over(Conjugate(x[0]), Dot(x[0], x[0]))),
        new("Quaternion.Normalize(Quaternion)", static x => Over(x[0], Length(x[0]))),
        new("Quaternion.Dot(Quaternion,Quaternion)", static x => [Dot(x[0], x[1])]),
        new("Quaternion.Length(Quaternion)", static x => [Length(x[0])]),
        new("Quaternion.LengthSquared(Quaternion)", static x => [Dot(x[0], x[0])]),
        new("Quaternion.CreateFromAxisAngle(Vector3,Single)", static x => [.. x[0].Select(component => component * Sin(x[1][0] * 0.5)), Cos(x[1][0] * 0.5)]),
        new("Vector3.Transform(Vector3,Quaternion)", static x => Rotated(x[0], x[1])),
    ];

    private static Term[] Product(Term[] a, Term[] b)
    {
        Term[] cross = Cross(a, b);
        return [.. Enumerable.Range(0, 3).Select(k => (a[k] * b[3]) + (b[k] * a[3]) + cross[k]), (a[3] * b[3]) - Dot([a[0], a[1], a[2]], [b[0], b[1], b[2]])];
    }

    /// <summary>v + 2w(u × v) + 2u × (u × v), of any quaternion, not only of those of length 1.</summary>
    private static Term[] Rotated(Term[] v, Term[] q)
    {
        Term[] twice = [.. Cross(q, v).Select(static component => component * 2)], again = Cross(q, twice);
        return [.. Enumerable.Range(0, 3).Select(k => v[k] + (twice[k] * q[3]) + again[k])];
    }

    private static Term[] Conjugate(Term[] q) => [-q[0], -q[1], -q[2], q[3]];

    private static Term[] Over(Term[] q, Term divisor) => [.. q.Select(component => component / divisor)];
}
