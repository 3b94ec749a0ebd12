using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace AutoDiff.Generators.Tests.Places;

/// <summary>Programs under the settings and in the layouts that projects have.</summary>
public sealed class ProjectTests
{
    private const string Plain = """
        using System;
        using AutoDiff;

        namespace Users
        {
            public static partial class C
            {
                [Differentiable]
                public static double F(double x, double[] w, string name)
                {
                    int hash = int.MaxValue;
                    unchecked { hash += w.Length; }
                    double[] sines = new double[w.Length];
                    for (int i = 0; i < w.Length; i++) sines[i] = Math.Sin(w[i] * x);
                    double product = hash < 0 ? 1 : 2;
                    int n = 0;
                    while (product < 100 && n++ < 5) product *= 1 + sines[n % sines.Length] * name.Length;
                    return product;
                }
            }
        }

        public static class Entry
        {
            private static readonly double[] W = { 1, 2, 3 };
            public static double Value(double x) { return Users.C.F(x, W, "abc"); }
            public static double Slope(double x) { double dX; Users.C.FGradient(x, W, "abc", out dX, new double[3]); return dX; }
        }
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.CSharp14)]
    [InlineData(LanguageVersion.Preview)]
    public void Every_version_of_the_language_from_12_on(LanguageVersion version) =>
        Place.Check(Plain, new(new DifferentiableGenerator(), StepNames.Model, StepNames.Compile) { ParseOptions = CSharpCompiler.ParseOptions.WithLanguageVersion(version) });

    [Theory]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Warnings)]
    [InlineData(NullableContextOptions.Annotations)]
    public void Every_nullable_context(NullableContextOptions nullable) => Check(options => options.WithNullableContextOptions(nullable));

    [Theory]
    [InlineData(true, false, OptimizationLevel.Debug)]
    [InlineData(true, true, OptimizationLevel.Release)]
    [InlineData(false, false, OptimizationLevel.Release)]
    public void Checked_unsafe_and_optimised_projects(bool isChecked, bool isUnsafe, OptimizationLevel level) =>
        Check(options => options.WithOverflowChecks(isChecked).WithAllowUnsafe(isUnsafe).WithOptimizationLevel(level));

    private static void Check(System.Func<CSharpCompilationOptions, CSharpCompilationOptions> change) =>
        Place.Check(Plain, new(new DifferentiableGenerator(), StepNames.Model, StepNames.Compile) { Options = change(CSharpCompiler.Options) });

    [Fact]
    public void Partial_types_and_helpers_in_several_files() => Place.Check(
        """
        global using static Library.Tools;
        global using Number = double;
        using AutoDiff;
        using static System.Math;
        using Vec = (double X, double Y);

        namespace Users;

        public static partial class C
        {
            [Differentiable] public static Number F(Number x) { Vec v = (Sin(x), Helper(x)); return v.X * v.Y + Max(v.X, 0.1) + Scale(v.Y) + Weight; }
        }
        """,
        new(new DifferentiableGenerator(), StepNames.Model, StepNames.Compile)
        {
            Files =
            [
                "namespace Users; static partial class C { private const double Weight = 2; private static double Helper(double x) => Other(x) * 3; }",
                "namespace Users { using Real = System.Double; partial class C { private static Real Other(Real x) { Real y = x; { return y * y; } } } }",
                "namespace Library { internal static class Tools { public static double Scale(double x) => x / 7; } }",
                "public static class Entry { public static double Value(double x) => Users.C.F(x); public static double Slope(double x) { Users.C.FGradient(x, out double dX); return dX; } }",
            ],
        });

    [Theory]
    [InlineData("/// <summary>A loss < b & \"quoted\" ]]> <see cref=\"Missing{T}\"/> --> *</summary>")]
    [InlineData("/// <param name=\"x\">\\u0041 {0} %s \\\" </param>")]
    [InlineData("/** <summary> a block\n * of it */")]
    [InlineData("// not documentation */ /*\n#region A\n#endregion\n#nullable disable\n#pragma warning disable CS0168")]
    [InlineData("#line 100 \"elsewhere.cs\"")]
    [InlineData("#line (1, 1) - (5, 60) 10 \"partial-class.razor\"")]
    [InlineData("#line hidden")]
    [InlineData("#if !UNKNOWN")]
    public void What_stands_above_a_method(string above) => Place.Check($$""""
        using AutoDiff;
        public static partial class C
        {
        {{above}}
            [Differentiable]
            public static double F(double x)
            {
                // ends */ or not
                double y = x /* of { "\n" */ * x;   // \u0041 {0} <b> & "
                string text = "\"*/ {0} // " + '\'' + @"a
        b" + $"{text2()} {1 > 0,5:x}"; string text2() => "}";
                return y * text.Length + """// */ {y}""".Length;
            }
        {{(above.StartsWith("#if", System.StringComparison.Ordinal) ? "#endif" : "#line default")}}
        }
        public static class Entry
        {
            public static double Value(double x) => C.F(x);
            public static double Slope(double x) { C.FGradient(x, out double dX); return dX; }
        }
        """");

    [Theory]
    [InlineData("unsafe", "")]
    [InlineData("", "unsafe")]
    public void Unsafe_contexts(string type, string method) => Place.Check($$"""
        using AutoDiff;
        public static {{type}} partial class C
        {
            [Differentiable] public static {{method}} double F(double x) { int size = sizeof(double); return x * x * size; }
        }
        public static class Entry
        {
            public static double Value(double x) => C.F(x);
            public static double Slope(double x) { C.FGradient(x, out double dX); return dX; }
        }
        """);

    /// <summary>Where a project treats lines as of another file, what is reported stands where the user wrote it.</summary>
    [Fact]
    public void A_report_follows_a_line_directive()
    {
        GeneratorResult result = GeneratorHarness.RunExpectingDiagnostics("""
            using AutoDiff;
            public static partial class C
            {
            #line 100 "elsewhere.cs"
                [Differentiable] public static double F(double x) { object o = x; return (double)o; }
            }
            """);
        FileLinePositionSpan span = result.Diagnostics.First().Location.GetMappedLineSpan();
        Assert.Equal(("elsewhere.cs", 99), (span.Path, span.StartLinePosition.Line));
    }
}
