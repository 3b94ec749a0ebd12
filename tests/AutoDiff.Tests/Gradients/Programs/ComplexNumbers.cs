using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>A complex number.</summary>
public readonly struct Complex(double re, double im)
{
    public double Re { get; } = re;

    public double Im { get; } = im;

    public double SquaredMagnitude => (Re * Re) + (Im * Im);

    public static implicit operator Complex(double re) => new(re, 0);

    public static Complex operator +(Complex a, Complex b) => new(a.Re + b.Re, a.Im + b.Im);

    public static Complex operator -(Complex a, Complex b) => new(a.Re - b.Re, a.Im - b.Im);

    public static Complex operator *(Complex a, Complex b) => new((a.Re * b.Re) - (a.Im * b.Im), (a.Re * b.Im) + (a.Im * b.Re));

    public static Complex operator /(Complex a, Complex b)
    {
        double square = b.SquaredMagnitude;
        return new(((a.Re * b.Re) + (a.Im * b.Im)) / square, ((a.Im * b.Re) - (a.Re * b.Im)) / square);
    }
}

/// <summary>Iterations in the complex plane.</summary>
public static partial class ComplexNumbers
{
    /// <summary>The potential of z² + c where z escapes, and of what is left of z where it does not.</summary>
    [Differentiable]
    public static double Escape(ReadOnlySpan<Complex> points, [NoGradient] int limit)
    {
        double sum = 0;
        foreach (Complex c in points)
        {
            Complex z = 0;
            int round = 0;
            while (round < limit && z.SquaredMagnitude < 16)
            {
                z = (z * z) + c;
                round++;
            }

            sum += Math.Log(1 + z.SquaredMagnitude) * Math.Pow(0.5, round);
        }

        return sum;
    }

    /// <summary>Newton's iteration for the square root, until it no longer moves.</summary>
    [Differentiable]
    public static double Roots(ReadOnlySpan<Complex> squares)
    {
        double sum = 0;
        foreach (Complex square in squares)
        {
            Complex root = 1, step;
            do
            {
                step = ((root * root) - square) / (2 * root);
                root -= step;
            }
            while (step.SquaredMagnitude > 1e-20);

            sum += root.Re + (2 * root.Im);
        }

        return sum;
    }
}
