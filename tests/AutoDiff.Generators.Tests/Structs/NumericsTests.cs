using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Structs;

/// <summary>Vectors, quaternions and complex numbers of System.Numerics. Their values are as near as its own formulas are.</summary>
public sealed class NumericsTests
{
    private const string U = "new Vector3(0.5f, -1.25f, 2)";
    private const string V = "new Vector3(1.5f, 0.75f, -0.5f)";
    private const string Q = "new Quaternion(0.5f, -0.25f, 0.75f, 1)";
    private const string Z = "new Complex(0.75, -0.5)";

    private static readonly Dictionary<string, StructProgram> Programs = new()
    {
        ["arithmetic of vectors"] = new("float F(Vector3 u, Vector3 v, float s) { Vector3 w = s * u + v / s - u * v; w += -v; w *= 2; w /= u - new Vector3(s); return w.X + w.Y * w.Z; }", $"{U}, {V}, 0.75f"),
        ["products and lengths"] = new("float F(Vector3 u, Vector3 v) { Vector3 n = Vector3.Normalize(Vector3.Cross(u, v)); return Vector3.Dot(n, new Vector3(1, 2, 3)) * u.Length() + v.LengthSquared() / Vector3.Distance(u, v) + Vector3.DistanceSquared(u, v); }", $"{U}, {V}"),
        ["a length at the origin"] = new("float F(Vector3 u, float s) => u.Length() * s + s * s;", "new Vector3(0.5f, 0, 0), 2f"),
        ["component by component"] = new("Vector4 F(Vector4 a, Vector4 b, float t) => Vector4.Lerp(Vector4.Abs(a), Vector4.Max(a, b), t) + Vector4.Clamp(a * b, new Vector4(-1), 3 * Vector4.One) + Vector4.SquareRoot(Vector4.Min(b, 3 * b));", "new Vector4(0.5f, -1.25f, 2, 0.25f), new Vector4(1.5f, 0.75f, 0.5f, 2), 0.25f"),
        ["vectors made of vectors"] = new("float F(Vector2 a, float z, Vector3 u) { var v = new Vector3(a, z); var w = new Vector4(v, z * z); return Vector4.Dot(w, new Vector4(a, z, 1)) + Vector3.Dot(Vector3.Reflect(u, Vector3.Normalize(v)), u); }", $"new Vector2(0.5f, 1.5f), 0.75f, {U}"),
        ["a sum over vectors"] = new("float F(ReadOnlySpan<Vector3> p, float s) { Vector3 c = Vector3.Zero; foreach (Vector3 v in p) c += v * s; c /= p.Length; float e = 0; for (int i = 0; i < p.Length; i++) e += (p[i] - c).LengthSquared(); return e; }", $"new Vector3[] {{ {U}, {V}, Vector3.One }}, 0.75f", $"new Vector3[] {{ {U} }}, 0.5f"),
        ["vectors in place"] = new("void F(Span<Vector2> p, Span<Vector2> v, float dt) { for (int i = 0; i < p.Length; i++) { v[i] -= dt * p[i]; p[i] += dt * v[i]; p[i].X *= dt; } }", "new Vector2[] { new(1, 2), new(0.5f, -1) }, new Vector2[] { new(-1, 2), new(1.5f, 0.25f) }, 0.5f"),
        ["rotations"] = new("Vector3 F(Quaternion q, Vector3 v, float angle) { q = Quaternion.Normalize(q) * Quaternion.CreateFromAxisAngle(Vector3.UnitX, angle); return Vector3.Transform(v, q) + Vector3.Transform(v, Quaternion.Conjugate(q)); }", $"{Q}, {V}, 0.5f"),
        ["arithmetic of quaternions"] = new("float F(Quaternion p, Quaternion q, float s) { Quaternion r = Quaternion.Inverse(p) * q + q * s - p; return Quaternion.Dot(r, -p) * r.Length() + r.LengthSquared() + Quaternion.Concatenate(p, q).W; }", $"{Q}, new Quaternion(1, 0.5f, -0.5f, 0.25f), 0.75f"),
        ["arithmetic of complex numbers"] = new("double F(Complex z, Complex w, double s) { Complex u = z * w + s / w - 2 * z; u *= u - s; u /= w; u += 1; u -= Complex.Conjugate(z); return u.Real * u.Imaginary + u.Magnitude + Complex.Abs(-u) * u.Phase; }", $"{Z}, new Complex(-0.5, 1.25), 0.75"),
        ["functions of complex numbers"] = new("Complex F(Complex z) => Complex.Exp(z) * Complex.Log(z) + Complex.Sqrt(z) / Complex.Sin(z) + Complex.Cos(z) * Complex.Tan(z) - Complex.Sinh(z) * Complex.Cosh(z) + Complex.Pow(z, 2.5) + Complex.Reciprocal(z) + Complex.FromPolarCoordinates(z.Real, z.Imaginary);", Z, "new Complex(0.5, 0)"),
        ["an iteration of complex numbers"] = new("double F(Complex c, int n) { Complex z = 0; for (int i = 0; i < n; i++) { z = z * z + c; if (z.Magnitude > 4) break; } return z.Real * z.Real + z.Imaginary; }", "new Complex(0.25, 0.5), 4", "new Complex(1.25, 0.5), 9"),
        ["complex numbers in memory"] = new("double F(ReadOnlySpan<Complex> z, double s) { Complex p = Complex.One, q = s; foreach (Complex e in z) { q = q * e + p; p *= s * e; } return (p + q).Real + (p - q).Imaginary; }", $"new Complex[] {{ {Z}, new Complex(0.25, 0.5), Complex.ImaginaryOne }}, 0.75", "new Complex[0], 0.5"),
    };

    /// <summary>Compiled with the first test: looking for the tests must not wait for it.</summary>
    private static readonly Lazy<CompiledProgram> Program = new(static () => StructProgram.Compile(Programs.Values));

    public static TheoryData<string> Names => new(Programs.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_are_those_of_differences(string name)
    {
        int number = Programs.Keys.ToList().IndexOf(name);
        foreach (object[] arguments in (object[][])Program.Value.Call("C", $"A{number}")!)
        {
            GradientCheck check = new(new MethodUnderTest(Program.Value, "C", $"F{number}"), arguments) { ValueTolerance = 1e-5 };
            if (Programs[name].Method.StartsWith("double ", StringComparison.Ordinal) || Programs[name].Method.StartsWith("float ", StringComparison.Ordinal)) check.Gradient();
            check.Vjp();
            Assert.Equal(0, check.Unsettled);
        }
    }
}
