using System;

namespace AutoDiff.Fuzz.Reference;

/// <summary>A number and its derivative along a direction. What does not move contributes nothing, not even at a pole.</summary>
internal readonly record struct Jet(double Number, double Slope)
{
    public static implicit operator Jet(double number) => new(number, 0);

    public static Jet operator +(Jet x, Jet y) => new(x.Number + y.Number, x.Slope + y.Slope);

    public static Jet operator -(Jet x, Jet y) => new(x.Number - y.Number, x.Slope - y.Slope);

    public static Jet operator -(Jet x) => new(-x.Number, -x.Slope);

    public static Jet operator *(Jet x, Jet y) => new(x.Number * y.Number, Product(x.Slope, y.Number) + Product(y.Slope, x.Number));

    public static Jet operator /(Jet x, Jet y) => new(x.Number / y.Number, Product(x.Slope, 1 / y.Number) - Product(y.Slope, x.Number / y.Number / y.Number));

    /// <summary>This much of a partial derivative: nothing of one that is infinite is nothing.</summary>
    public Jet Times(Jet partial) => new(Product(Number, partial.Number), Product(Slope, partial.Number) + Product(Number, partial.Slope));

    /// <summary>Zero times anything is zero.</summary>
    public static double Product(double one, double other) => one == 0 || other == 0 ? 0 : one * other;

    public static Jet Exp(Jet x) => x.Through(Math.Exp(x.Number), Math.Exp(x.Number));

    public static Jet Log(Jet x) => x.Through(Math.Log(x.Number), 1 / x.Number);

    public static Jet Sqrt(Jet x) => x.Through(Math.Sqrt(x.Number), 1 / (2 * Math.Sqrt(x.Number)));

    public static Jet Sin(Jet x) => x.Through(Math.Sin(x.Number), Math.Cos(x.Number));

    public static Jet Cos(Jet x) => x.Through(Math.Cos(x.Number), -Math.Sin(x.Number));

    public static Jet Sinh(Jet x) => x.Through(Math.Sinh(x.Number), Math.Cosh(x.Number));

    public static Jet Cosh(Jet x) => x.Through(Math.Cosh(x.Number), Math.Sinh(x.Number));

    public static Jet Abs(Jet x) => x.Through(Math.Abs(x.Number), double.IsNegative(x.Number) ? -1 : 1);

    public static Jet Pow(Jet x, Jet y)
    {
        double power = Math.Pow(x.Number, y.Number);
        return new(power, Product(x.Slope, y.Number * Math.Pow(x.Number, y.Number - 1)) + Product(y.Slope, power == 0 ? 0 : power * Math.Log(x.Number)));
    }

    private Jet Through(double number, double partial) => new(number, Product(Slope, partial));
}
