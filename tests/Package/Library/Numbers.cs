using System;
using System.Numerics;
using AutoDiff;

// What a later compiler might say of this method: nobody can read it yet, so that its derivative is called.
[assembly: PortableMethod(int.MaxValue, "M:Library.Numbers.Tower(System.ReadOnlySpan{System.Double})", "from the future")]

namespace Library;

public static partial class Numbers
{
    private static double Scale { get; } = 2.5;

    /// <summary>Calls what only this assembly sees.</summary>
    [Differentiable]
    public static double Scaled(double x) => Hidden(x) * Scale;

    /// <summary>Gets back to itself.</summary>
    [Differentiable]
    public static double Tower(ReadOnlySpan<double> x) => x.IsEmpty ? 1 : Math.Pow(x[0], Tower(x[1..]));

    [Differentiable]
    public static T Mean<T>(ReadOnlySpan<T> x)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (x.IsEmpty) throw new ArgumentException("Nothing has no mean.", nameof(x));
        T sum = T.Zero;
        foreach (T element in x) sum += element * element;
        return sum / T.CreateChecked(x.Length);
    }

    /// <summary>What its body does is outside the language.</summary>
    [CustomVjp(nameof(LogFactorialVjp))]
    public static double LogFactorial(double x)
    {
        double correction = 0;
        while (true)
        {
            try
            {
                if (x > 10) return (x + 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + 1 / (12 * x) - correction;
            }
            finally
            {
                x++;
                correction += Math.Log(x);
            }
        }
    }

    public static void LogFactorialVjp(double x, double seed, ref double dX)
    {
        double slope = 0;
        for (; x <= 10; x++) slope -= 1 / (x + 1);
        dX += seed * (slope + Math.Log(x) + 0.5 / x - 1 / (12 * x * x));
    }

    /// <summary>Writes its argument.</summary>
    [Differentiable]
    public static void Normalize(Span<double> x)
    {
        double square = 0;
        for (int i = 0; i < x.Length; i++) square += x[i] * x[i];
        for (int i = 0; i < x.Length; i++) x[i] /= Math.Sqrt(square);
    }

    private static double Hidden(double x) => Math.Sin(x) + x * x;
}
