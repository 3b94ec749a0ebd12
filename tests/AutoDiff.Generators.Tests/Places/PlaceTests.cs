using System.Linq;
using AutoDiff.Generators.Frontend;
using AutoDiff.Generators.Tests.Frontend;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace AutoDiff.Generators.Tests.Places;

/// <summary>Generated members fit in beside whatever the user has already written there, without a warning.</summary>
public sealed class PlaceTests
{
    private const string Body = "{ double[] sines = new double[n]; double product = 1; for (int i = 0; i < n; i++) { sines[i] = Math.Sin(x[i]); product *= sines[i]; } return product; }";

    public static TheoryData<string> Programs => new()
    {
        $"public static partial class C {{ [Differentiable] public static double F(double[] x, int n, double workspace, double workspace2) {Body} }}",
        $"public static partial class C {{ [Differentiable] public static double F(double[] x, int n) {Body} public static int FGradientCore => 1; private static void FGradientCore2() {{ }} }}",
        $"public static partial class FGradientCore {{ [Differentiable] public static double F(double[] x, int n) {Body} }}",
        $"public partial class B {{ [Differentiable] public double F(double[] x, int n) {Body} }} public partial class D : B {{ [Differentiable] public new double F(double[] x, int n) {Body} }}",
        "public static partial class C { [Differentiable] public static double @event(double @class) => @class; }",
        "public partial interface I { [Differentiable] static double F(double x) => x * x; } public ref partial struct R { [Differentiable] public readonly double F(double x) => x * x; }",
        "public sealed partial class C { [Differentiable] public double F(double x) => x; public override int GetHashCode() => 1; }",
        "public static partial class C { [Differentiable] public static double F(double x, Exception e) => x * e.Message!.Length * e.InnerException!.Message.Length; }",
        "public static partial class C { public static class O { [Obsolete(\"old\")] public static int P => 2; }\n#pragma warning disable CS0618\n[Differentiable] public static double F(double x) => x * O.P; }",
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void Generated_members_compile_without_a_warning(string program) => GeneratorHarness.Run($"using System;\nusing AutoDiff;\n\n{program}");

    [Fact]
    public void Derivatives_of_an_extension_method_are_extensions() =>
        Assert.Equal(6.0, GeneratorHarness.Run("""
            using AutoDiff;

            public static partial class C
            {
                [Differentiable] public static double Square(this double x) => x * x;
            }

            public static class User
            {
                public static double Slope(double x)
                {
                    x.SquareGradient(out double dX);
                    return dX;
                }
            }
            """).Call("User", "Slope", 3.0));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_checked_project_is_known_as_such(bool isChecked)
    {
        Compilation compilation = LoweringProbe.Compile("[Differentiable] static double F(double x) => x;");
        compilation = compilation.WithOptions(((CSharpCompilationOptions)compilation.Options).WithOverflowChecks(isChecked));
        MethodModel model = LoweringProbe.LowerAll(compilation).Single().Model!;
        Assert.Equal(isChecked, model.Signature.IsChecked);
    }
}
