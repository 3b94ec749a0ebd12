using System.Linq;
using AutoDiff.Generators.Frontend;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Frontend;

/// <summary>How a method is declared, as generated code must declare its like.</summary>
public sealed class SignatureReaderTests
{
    [Fact]
    public void Containers_stand_from_the_outermost_inwards_with_their_kinds()
    {
        MethodSignature signature = Read("""
            namespace A.B;
            public abstract partial class Outer<T> { internal partial record struct Pair<U, V> { protected internal partial interface I { readonly ref partial struct S { [AutoDiff.Differentiable] private static double F(double x) => x; } } } }
            """).Signature;
        Assert.Equal("A.B", signature.Namespace);
        Assert.Equal(["partial class Outer<T>", "partial record struct Pair<U, V>", "partial interface I", "ref partial struct S"], signature.ContainingTypes);
        Assert.Equal(("private", true), (signature.Accessibility, signature.IsStatic));
    }

    [Fact]
    public void Parameters_have_roles_and_qualified_types()
    {
        MethodSignature signature = Read("""
            using System; using AutoDiff;
            partial class C { [Differentiable] private protected float @float(ReadOnlySpan<float> x, double[] @class, [NoGradient] double c, [Output] Span<double> y, [Scratch] double[] t, int n, string? s) => (float)c; }
            """).Signature;
        Assert.Equal("", signature.Namespace);
        Assert.Equal(("private protected", false, "float", "float"), (signature.Accessibility, signature.IsStatic, signature.Name, signature.ReturnType));
        Assert.Equal(
            [
                "x global::System.ReadOnlySpan<float> Active", "class double[] Active", "c double Constant", "y global::System.Span<double> Output",
                "t double[] Scratch", "n int Constant", "s string? Constant",
            ],
            signature.Parameters.Select(parameter => $"{parameter.Name} {parameter.Type} {parameter.Role}"));
        Assert.Equal("@float(ReadOnlySpan{float}, double[], double, Span{double}, double[], int, string)", signature.CrefName);
    }

    [Theory]
    [InlineData("x[0] = a;", true, false)]
    [InlineData("var s = x[1..]; s[0] = a;", true, false)]
    [InlineData("var s = a > 0 ? x : y; s[0] = a;", true, true)]
    [InlineData("var s = x; for (int i = 0; i < 2; i++) { s[0] = a; s = y; }", true, true)]
    [InlineData("y.Fill(a);", false, true)]
    [InlineData("a = x[0] + y[0];", false, false)]
    public void Memory_is_written_directly_and_through_other_names(string body, bool isXWritten, bool isYWritten)
    {
        MethodSignature signature = Read(LoweringProbe.Program($"[Differentiable] static void F(Span<double> x, Span<double> y, double a) {{ {body} }}")).Signature;
        Assert.Equal((isXWritten, isYWritten, false), (signature.Parameters[0].Written, signature.Parameters[1].Written, signature.Parameters[2].Written));
    }

    [Theory]
    [InlineData("[Differentiable] static double F(double x) => x;", false)]
    [InlineData("[Differentiable] static double F(double x) => x; class Math;", true)]
    [InlineData("[Differentiable] static double F(double x) => x; static int Guard => 1;", true)]
    [InlineData("[Differentiable] static double F(double x, int Span) => x;", true)]
    public void Names_that_mean_something_else_are_spelled_out(string members, bool isQualified) =>
        Assert.Equal(isQualified, Read(LoweringProbe.Program(members)).Signature.Qualify);

    [Theory]
    [InlineData("[Differentiable] static double F(double x) => x;", Derivatives.Gradient, true)]
    [InlineData("[Differentiable] static void F(Span<double> x) { }", Derivatives.Vjp, true)]
    [InlineData("[Differentiable(Derivatives.Gradient | Derivatives.Vjp, Vectorize = false)] static double F(double x) => x;", Derivatives.Gradient | Derivatives.Vjp, false)]
    public void What_is_asked_for_is_in_the_model(string members, Derivatives derivatives, bool vectorize)
    {
        MethodModel model = Read(LoweringProbe.Program(members));
        Assert.Equal(((int)derivatives, vectorize), ((int)model.Derivatives, model.Vectorize));
    }

    [Fact]
    public void Files_are_named_for_their_methods_and_never_alike()
    {
        string[] names = [.. LoweringProbe.LowerAll(LoweringProbe.Compile("""
            [Differentiable] static double A(double x) => x;
            [Differentiable] static double F(double x) => x;
            [Differentiable] static double F(float x) => x;
            [Differentiable] static double f(double x) => x;
            partial class D<T> { [Differentiable] static double A(double x) => x; }
            """)).Select(method => method.Model!.HintName)];
        Assert.Contains("C.A.g.cs", names);
        Assert.Contains("C.D{T}.A.g.cs", names);
        Assert.Equal(5, names.Distinct(System.StringComparer.OrdinalIgnoreCase).Count());
    }

    private static MethodModel Read(string program) => LoweringProbe.Lower(CSharpCompiler.Create(CSharpCompiler.Parse(program, "Program.cs")));
}
