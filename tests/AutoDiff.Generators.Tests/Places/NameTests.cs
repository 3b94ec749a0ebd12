using System.Linq;
using Xunit;

namespace AutoDiff.Generators.Tests.Places;

/// <summary>Whatever the user calls things, generated code means what it says.</summary>
public sealed class NameTests
{
    public static TheoryData<string> Programs => new()
    {
        // Keywords everywhere.
        """
        using AutoDiff;
        namespace @namespace.@static;
        public static partial class @class
        {
            public struct @struct { public double @double, @in; }
            [Differentiable] public static double @return(double @params, [NoGradient] @struct @this) { double @if = @params * @this.@double; for (int @for = 0; @for < 2; @for++) @if *= @params; return @if + @this.@in; }
            [Differentiable] public static double @event(@struct @value, double @field) => @value.@double * @field;
        }
        public static class Entry
        {
            public static double Value(double x) => @class.@return(x, new() { @double = 2, @in = 1 }) + @class.@event(new() { @double = 3 }, x);
            public static double Slope(double x) { @class.returnGradient(x, new() { @double = 2, @in = 1 }, out double a); @class.eventGradient(new() { @double = 3 }, x, out _, out double b); return a + b; }
        }
        """,

        // Letters of other scripts, underscores, and names of one letter.
        """
        using AutoDiff;
        public static partial class Größe
        {
            [Differentiable] public static double Übergang(double ß, double _, double µ_1) { double λ = ß * _, длина = λ * µ_1, 変数 = длина + ß; return 変数 * λ; }
        }
        public static class Entry
        {
            public static double Value(double x) => Größe.Übergang(x, 2, 3);
            public static double Slope(double x) { Größe.ÜbergangGradient(x, 2, 3, out double dX, out double _, out double _); return dX; }
        }
        """,

        // Locals and helpers named as generated code names its own.
        """
        using AutoDiff;
        public static partial class C
        {
            [Differentiable] public static double F(double x, double[] tape)
            {
                double seed = x * x, value = seed, dX2 = value, product = 1, sum = 0, workspace = 2, result = 3, i2 = 1;
                for (int i = 0; i < tape.Length; i++) { double tape2 = tape[i] * x; product *= tape2; sum += product; i2 *= tape2; }
                double dSeed = sum * workspace * seed, vX = dSeed + result * value * dX2 + i2;
                return vX;
            }
            private static double FGradientCore(double x) => x;
        }
        public static class Entry
        {
            public static double Value(double x) => C.F(x, new double[] { 1, 2, 3 });
            public static double Slope(double x) { C.FGradient(x, new double[] { 1, 2, 3 }, out double dX, new double[3]); return dX; }
        }
        """,
    };

    private static readonly string[] Names =
        ["Math", "MathF", "Workspace", "System", "AutoDiff", "Span", "ReadOnlySpan", "Guard", "TapeStack", "Array", "Loops", "Diff", "Exception", "MatrixSpan", "Double", "var"];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Each_is_right(string program) => Place.Check(program);

    /// <summary>The user has types, members, namespaces and type parameters that are called like what generated code uses.</summary>
    [Theory]
    [InlineData("C", "public static class NAME { } public static partial class C { BODY }")]
    [InlineData("C", "public static partial class C { public static class NAME { } BODY }")]
    [InlineData("C", "public static partial class C { public static int NAME => 1; BODY }")]
    [InlineData("C", "public static partial class C { public static int NAME() => 1; BODY }")]
    [InlineData("NAME", "public static partial class NAME { BODY }")]
    [InlineData("C", "namespace NAME { public static class E { } } public static partial class C { BODY }")]
    [InlineData("C<int>", "public static partial class C<NAME> { BODY }")]
    [InlineData("E", "public class B { public class NAME { } } public partial class E : B { BODY }")]
    public void Names_of_the_framework_may_be_taken(string container, string program)
    {
        const string Body = """
            [global::AutoDiff.Differentiable] public static double F(double x, double[] w)
            {
                double product = 1;
                global::System.Span<double> parts = stackalloc double[3];
                for (int k = 0; k < w.Length; k++) { parts[k] = global::System.Math.Sin(w[k] * x); product *= parts[k] + 2; }
                while (product > 4) product *= global::System.Math.Sqrt(x * x) / 3;
                return product + parts[1];
            }
            """;
        string[] all = [.. Names.Select(name => $"namespace Of{name} {{ {program.Replace("NAME", "@" + name).Replace("BODY", Body)} }}")];
        string[] containers = [.. Names.Select(name => $"Of{name}.{container.Replace("NAME", "@" + name)}")];
        Place.Check($$"""
            {{string.Join("\n", all)}}
            public static class Entry
            {
                private static double[] W => [1, 2, 3];
                public static double Value(double x) => {{string.Join(" + ", containers.Select(static type => $"{type}.F(x, W)"))}};
                public static double Slope(double x)
                {
                    double sum = 0, dX;
                    {{string.Join("\n", containers.Select(static type => $"{type}.FGradient(x, W, out dX, new double[3]); sum += dX;"))}}
                    return sum;
                }
            }
            """);
    }
}
