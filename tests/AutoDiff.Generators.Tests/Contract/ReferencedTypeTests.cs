using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Structs and generic methods of another assembly, where no source tells what a property does.</summary>
public sealed class ReferencedTypeTests
{
    private const string Library = """
        using System;
        using System.Numerics;
        using AutoDiff;

        namespace Library;

        public readonly record struct Vector(double X, double Y)
        {
            public Vector(double x) : this(x, 2 * x) { }
            public double Twice => 2 * X;
        }

        /// <summary>Its constructor does more than setting the properties that it is given.</summary>
        public record struct Wide(double X) { public double Y { get; set; } = 2 * X; }

        public record struct Body { public Vector Place { get; set; } public double Mass { get; set; } public int Id; }

        /// <summary>One who reads what is kept does not get it.</summary>
        public struct Changed { public double X { readonly get => 2 * field; set => field = value; } }

        public struct Hidden { private double x; public double X { get => x; set => x = value; } }

        public readonly struct Fixed(double x) { public double X { get; } = 2 * x; }

        public static partial class Library
        {
            [Differentiable]
            public static double Distance(Vector a, Vector b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));

            [Differentiable]
            public static T Norm<T>(ReadOnlySpan<T> x, T least) where T : struct, IFloatingPointIeee754<T>
            {
                T sum = least * least;
                foreach (T element in x) sum += element * element;
                return T.Sqrt(sum);
            }
        }
        """;

    private static readonly MetadataReference Reference = ReferencedLibrary.Compile(Library);

    private static GeneratorHarness Harness => new(new DifferentiableGenerator(), StepNames.Model, StepNames.Compile) { References = [Reference] };

    [Fact]
    public void Structs_are_split_by_their_properties()
    {
        CompiledProgram program = Harness.Generate("""
            using System;
            using AutoDiff;
            using Library;

            public static partial class C
            {
                [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
                public static double F(Vector a, double s)
                {
                    var b = new Body { Place = a with { X = s * a.X }, Mass = s };
                    b.Mass *= b.Place.Y;
                    return Library.Library.Distance(a, b.Place) * b.Mass;
                }

                [Differentiable]
                public static Vector Made(Vector a, double s) => new Vector(Y: s * a.X, X: s + a.Y) with { X = new Vector(s, s).Y };

                [Differentiable]
                public static Vector Scaled(Vector a, double s) => new() { X = s * a.Y, Y = a.X };

                [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
                public static double Moved(Span<Body> bodies, double s)
                {
                    double sum = 0;
                    foreach (ref Body body in bodies)
                    {
                        body.Place = Scaled(body.Place, s * body.Mass);
                        sum += body.Place.X * body.Place.Y * body.Id;
                    }

                    return sum;
                }

                public static Vector A => new(0.75, 1.5);
                public static Body[] Bodies => [new() { Place = A, Mass = 0.5, Id = 2 }, new() { Place = A, Mass = 1.5, Id = 3 }];
            }
            """).Program!;
        object a = program.Call("C", "get_A")!;
        GradientCheck.Run(program, "C", "F", a, 0.7);
        GradientCheck.Run(program, "C", "Made", a, 0.7);
        GradientCheck.Run(program, "C", "Scaled", a, 0.7);
        GradientCheck.Run(program, "C", "Moved", program.Call("C", "get_Bodies")!, 0.7);
    }

    [Theory]
    [InlineData("Changed c", "c.X")]
    [InlineData("Hidden c", "c.X")]
    [InlineData("Fixed c", "c.X")]
    [InlineData("double x", "new Fixed(x).X")]
    [InlineData("double x", "new Changed { X = x }.X")]
    [InlineData("double x", "new Vector(x).X")]
    [InlineData("double x", "new Wide(x).X")]
    [InlineData("Vector v", "v.Twice")]
    public void What_only_its_source_would_tell_is_refused(string parameter, string result)
    {
        GeneratorResult program = Harness.GenerateExpectingDiagnostics($"using AutoDiff; using Library; public static partial class C {{ [Differentiable] public static double F({parameter}) => {result}; }}");
        Assert.Contains(program.Diagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.DoesNotContain(program.Diagnostics, static diagnostic => diagnostic.Id == DiagnosticIds.InternalError);
    }

    [Theory]
    [InlineData("double")]
    [InlineData("float")]
    public void Generic_methods_are_looked_into_for_their_types(string type)
    {
        GeneratorResult result = Harness.Generate($$"""
            using System;
            using AutoDiff;

            public static partial class C
            {
                [Differentiable]
                public static {{type}} F(ReadOnlySpan<{{type}}> x, {{type}} w) => w * Library.Library.Norm(x, w * w) + Library.Library.Norm<{{type}}>(x[1..], 1);
            }
            """);
        Assert.DoesNotContain(result.GeneratedSources["C.F.g.cs"].Split('\n'), static line => line.Contains("Library.Norm", System.StringComparison.Ordinal) && !line.Contains("//", System.StringComparison.Ordinal));
        (object x, object w) = type == "double" ? ((object)new[] { 0.5, -1.25, 0.75 }, (object)0.75) : (new[] { 0.5f, -1.25f, 0.75f }, 0.75f);
        GradientCheck.Run(result, "C", "F", x, w);
    }
}
