using System;
using System.Runtime.InteropServices;
using Consumer;
using Library;

// Points and numbers are taken from one list of them, and each gradient is held to differences of its method.
double[] numbers = [0.75, 1.25, 0.5, 1.5, 0.875, 1.125];
int wrong = 0;

Check(
    "the library's own",
    x => Vectors.Spread(Points(x)[1..], Points(x)[0]),
    (x, d) => Vectors.SpreadGradient(Points(x)[1..], Points(x)[0], Points(d)[1..], out Points(d)[0]));
Check(
    "structs",
    x => Losses.OfStructs(Points(x)[1..], Points(x)[0], 0.5),
    (x, d) => Losses.OfStructsGradient(Points(x)[1..], Points(x)[0], 0.5, Points(d)[1..], out Points(d)[0], out _));
Check("what is hidden", x => Losses.OfHidden(x), (x, d) => Losses.OfHiddenGradient(x, d));
Check(
    "recursion",
    x => Losses.OfRecursion(x.AsSpan(1), x[0]),
    (x, d) => Losses.OfRecursionGradient(x.AsSpan(1), x[0], d.AsSpan(1), out d[0]));
Check(
    "generics",
    x => Losses.OfGenerics(x.AsSpan(1), x[0]),
    (x, d) => Losses.OfGenericsGradient(x.AsSpan(1), x[0], d.AsSpan(1), out d[0]));
Check("rules", x => Losses.OfRules(x), (x, d) => Losses.OfRulesGradient(x, d));
Check(
    "memory",
    x => Losses.OfMemory(x.AsSpan(1), x[0]),
    (x, d) => Losses.OfMemoryGradient(x.AsSpan(1), x[0], d.AsSpan(1), out d[0]));
Check("layers", x => Losses.OfLayers(x), (x, d) => Losses.OfLayersGradient(x, d));
return wrong;

static Span<Vector> Points(double[] numbers) => MemoryMarshal.Cast<double, Vector>(numbers.AsSpan());

void Check(string what, Func<double[], double> method, Func<double[], double[], double> gradient)
{
    double[] slopes = new double[numbers.Length];
    bool isRight = gradient([.. numbers], slopes) == method([.. numbers]);
    for (int i = 0; i < numbers.Length; i++)
    {
        const double Step = 1e-5;
        double difference = (At(i, Step) - At(i, -Step)) / (2 * Step);
        isRight &= Math.Abs(slopes[i] - difference) <= 1e-7 * Math.Max(1, Math.Abs(difference));
    }

    Console.WriteLine($"{what}: {(isRight ? "right" : "wrong")}");
    if (!isRight) wrong++;

    double At(int index, double offset)
    {
        double[] moved = [.. numbers];
        moved[index] += offset;
        return method(moved);
    }
}
