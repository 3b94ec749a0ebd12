using System.Collections.Generic;
using static AutoDiff.Generators.Primitives.TermFunctions;

namespace AutoDiff.Generators.Primitives;

/// <summary>Complex numbers of two doubles. A real operand is one with an imaginary part of zero, which costs nothing.</summary>
internal static class ComplexTable
{
    private readonly record struct Z(Term Re, Term Im)
    {
        public Term Magnitude => Hypot(Re, Im);
        public Term Phase => Term.Call(Trigonometry.Atan2, Im, Re);
        public Z Times(Term factor) => new(Re * factor, Im * factor);
        public static Z operator *(Z a, Z b) => new((a.Re * b.Re) - (a.Im * b.Im), (a.Re * b.Im) + (a.Im * b.Re));
        public static Z operator /(Z a, Z b)
        {
            Term square = (b.Re * b.Re) + (b.Im * b.Im);
            return new(((a.Re * b.Re) + (a.Im * b.Im)) / square, ((a.Im * b.Re) - (a.Re * b.Im)) / square);
        }
    }

    private delegate Z Unary(Z a);

    private delegate Z Binary(Z a, Z b);

    public static IEnumerable<StructFunction> All =>
    [
        .. Both("op_Addition", "Add", static (a, b) => new(a.Re + b.Re, a.Im + b.Im)),
        .. Both("op_Subtraction", "Subtract", static (a, b) => new(a.Re - b.Re, a.Im - b.Im)),
        .. Both("op_Multiply", "Multiply", static (a, b) => a * b),
        .. Both("op_Division", "Divide", static (a, b) => a / b),
        Map("op_UnaryNegation", static a => new(-a.Re, -a.Im)),
        Map("Negate", static a => new(-a.Re, -a.Im)),
        Map("Conjugate", static a => new(a.Re, -a.Im)),
        Map("Reciprocal", static a => new Z(1, 0) / a),
        Map("Exp", static a => Polar(Exp(a.Re), a.Im)),
        Map("Log", static a => new(Log(a.Magnitude), a.Phase)),
        Map("Sqrt", static a => Polar(Sqrt(a.Magnitude), a.Phase * 0.5)),
        Map("Sin", Sine),
        Map("Cos", Cosine),
        Map("Tan", static a => Sine(a) / Cosine(a)),
        Map("Sinh", static a => new(Sinh(a.Re) * Cos(a.Im), Cosh(a.Re) * Sin(a.Im))),
        Map("Cosh", static a => new(Cosh(a.Re) * Cos(a.Im), Sinh(a.Re) * Sin(a.Im))),
        new("Complex.Pow(Complex,Double)", static x => Parts(Polar(Pow(Number(x[0]).Magnitude, x[1][0]), Number(x[0]).Phase * x[1][0]))),
        new("Complex.FromPolarCoordinates(Double,Double)", static x => Parts(Polar(x[0][0], x[1][0]))),
        new("Complex.Abs(Complex)", static x => [Number(x[0]).Magnitude]),
        new("Complex.get_Magnitude(Complex)", static x => [Number(x[0]).Magnitude]),
        new("Complex.get_Phase(Complex)", static x => [Number(x[0]).Phase]),
        new("Complex.op_Implicit(Double)", static x => Parts(Number(x[0]))),
        new("Complex.op_Implicit(Single)", static x => Parts(Number(x[0]))),
        new("Complex.op_Implicit(Int32)", static x => Parts(Number(x[0]))),
    ];

    private static Z Polar(Term magnitude, Term phase) => new Z(Cos(phase), Sin(phase)).Times(magnitude);

    private static Z Sine(Z a) => new(Sin(a.Re) * Cosh(a.Im), Cos(a.Re) * Sinh(a.Im));

    private static Z Cosine(Z a) => new(Cos(a.Re) * Cosh(a.Im), -(Sin(a.Re) * Sinh(a.Im)));

    private static Z Number(Term[] operand) => new(operand[0], operand.Length == 1 ? 0 : operand[1]);

    private static Term[] Parts(Z number) => [number.Re, number.Im];

    private static StructFunction Map(string name, Unary function) => new($"Complex.{name}(Complex)", x => Parts(function(Number(x[0]))));

    /// <summary>An operator and the method that is the same, of complex and real operands.</summary>
    private static IEnumerable<StructFunction> Both(string operation, string method, Binary function)
    {
        foreach (string name in new[] { operation, method })
        {
            foreach (string operands in new[] { "Complex,Complex", "Complex,Double", "Double,Complex" }) yield return new StructFunction($"Complex.{name}({operands})", x => Parts(function(Number(x[0]), Number(x[1]))));
        }
    }
}
