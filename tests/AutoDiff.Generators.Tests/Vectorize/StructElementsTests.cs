using System;
using System.Linq;
using System.Numerics;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>Loops over arrays and spans of structs run over vectors, a number of the struct beside that of the next element, and so do those that add to their adjoints.</summary>
public sealed class StructElementsTests
{
    private static readonly string[] Names = ["Length", "Energy", "Turned", "Moved", "Chosen", "Nearest"];

    private static readonly Lazy<GeneratorResult> Result = new(static () => GeneratorHarness.Run("using System;\nusing AutoDiff;\n" + Types + Class("Vectors", "") + Class("Source", ", Vectorize = false")));

    private const string Types = """
        public struct Point { public double X, Y; }
        public record struct Body(double X, double Y, double Mass);

        """;

    public static TheoryData<string> Methods => [.. Names];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Vectors_agree_with_the_order_of_the_source(string name)
    {
        int width = Vector<double>.Count;
        foreach (int length in (int[])[0, 1, width - 1, width, width + 1, (2 * width) + 3, 1000])
        {
            Check(name, length, static (_, x) => x);
            if (length != (2 * width) + 3) continue;
            foreach (double special in (double[])[double.NaN, double.PositiveInfinity, 0, -0.0, double.Epsilon])
            {
                Check(name, length, (i, x) => i == 1 ? special : x);
                Check(name, length, (i, x) => i == (2 * length) - 1 ? special : x);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void They_run_in_vectors(string name)
    {
        string file = Result.Value.GeneratedSources.Single(source => source.Key.Contains($"Vectors.{name}.", StringComparison.Ordinal)).Value, remarks = file.Split("#nullable")[0];
        foreach (string line in remarks.Split('\n').Where(static line => line.Contains("i < n; i++)", StringComparison.Ordinal))) Assert.EndsWith("in vectors of double", line.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("in vectors of double", remarks, StringComparison.Ordinal);
    }

    private static void Check(string name, int length, Func<int, double, double> content)
    {
        LoopAgreement.Require($"{name}, length {length}", Result.Value.Program!, name, Run, 1e-13);

        MethodUnderTest.Outcome Run(MethodUnderTest method)
        {
            object[] arguments = [.. method.Parameters.Select(Numbers)];
            object[] direction = [.. arguments.Select(static part => NumberArrays.Map(part, static (i, _) => Math.Sin(i + 1)))];
            return method.Returns ? method.Hvp(arguments, direction) : method.Vjp(arguments, null, direction);
        }

        object Numbers(ParameterUnderTest parameter, int seed)
        {
            var random = new Random(seed);
            return parameter.Use == ParameterUse.Scalar ? 0.75 : NumberArrays.Map(Array.CreateInstance(parameter.Element, length), (i, _) => content(i, (random.NextDouble() * 4) - 2));
        }
    }

    private static string Class(string name, string order) => $$"""
        public static partial class {{name}}
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Hvp{{order}})]
            public static double Length(Point[] points, ReadOnlySpan<double> weights)
            {
                int n = points.Length;
                double sum = 0;
                for (int i = 0; i < n; i++) sum += weights[i] * Math.Sqrt(points[i].X * points[i].X + points[i].Y * points[i].Y);
                return sum;
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Hvp{{order}})]
            public static double Energy(ReadOnlySpan<Body> bodies, double a)
            {
                int n = bodies.Length;
                double sum = 0;
                for (int i = 0; i < n; i++)
                {
                    Body body = bodies[i];
                    sum += body.Mass > 0 ? Math.Exp(-a * (body.X * body.X + body.Y * body.Y)) * Math.Sqrt(body.Mass) : Math.Sin(body.X);
                }

                return sum;
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Hvp{{order}})]
            public static double Turned(Span<Point> points, double angle)
            {
                int n = points.Length;
                double c = Math.Cos(angle), s = Math.Sin(angle), sum = 0;
                for (int i = 0; i < n; i++)
                {
                    Point p = points[i];
                    points[i] = new Point { X = c * p.X - s * p.Y, Y = s * p.X + c * p.Y };
                }

                for (int i = 0; i < n; i++) sum += points[i].X * points[i].X * points[i].Y;
                return sum;
            }

            [Differentiable(Derivatives.Vjp{{order}})]
            public static void Moved(Span<Point> points, ReadOnlySpan<Point> velocities, double time)
            {
                int n = points.Length;
                for (int i = 0; i < n; i++)
                {
                    points[i].X += time * velocities[i].X;
                    points[i].Y += time * Math.Sin(velocities[i].Y);
                }
            }

            [Differentiable(Derivatives.Vjp{{order}})]
            public static void Chosen(Span<Body> bodies, ReadOnlySpan<Point> places)
            {
                int n = bodies.Length;
                for (int i = 0; i < n; i++)
                {
                    if (places[i].X > 0) bodies[i].Mass *= Math.Log(places[i].X);
                    else bodies[i].X = places[i].Y * bodies[i].Y;
                }
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Hvp{{order}})]
            public static double Nearest(Point[] points, Point[] places)
            {
                int n = points.Length;
                double best = 1000;
                for (int i = 0; i < n; i++)
                {
                    double x = points[i].X - places[i].X, y = points[i].Y - places[i].Y;
                    best = Math.Min(best, x * x + y * y);
                }

                return best;
            }
        }

        """;
}
