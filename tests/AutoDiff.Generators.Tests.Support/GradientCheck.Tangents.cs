using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Support;

// Derivatives along directions, and the matrices made of them.
internal sealed partial class GradientCheck
{
    // Rounding, in another order of operations, is all that tells two derivatives of the same method apart.
    private const double DoubleRounding = 1e-9;
    private const double MixedRounding = 1e-6;
    private const double FloatRounding = 2e-3;

    private double Rounding => isFloat || IgnoresDifferences ? FloatRounding : MixesPrecisions ? MixedRounding : DoubleRounding;

    /// <summary>The method computes in single precision, too, on its way.</summary>
    public bool MixesPrecisions { get; init; }

    /// <summary>Along a random direction: against differences, and against the pullback where there is one, by the dot-product test.</summary>
    public void Jvp()
    {
        object[] tangents = Directions(2, IsAdded);
        MethodUnderTest.Outcome primal = method.Primal(arguments), forward = method.Jvp(arguments, tangents);
        RequireSame("Jvp", primal, forward with { Value = (forward.Value as ITuple)?[0] });

        int[] added = Indices(IsAdded);
        double[] actual = TangentsOf(forward, added);
        var surroundings = new Surroundings(t => OutputsAt(Moved(tangents, added, t)), 0, Step);
        for (int i = 0; i < actual.Length; i++)
        {
            int number = i;
            Judge($"Jvp: the tangent of output {i}", actual[i], () => surroundings, outputs => outputs[number]);
        }

        if (method.Has("Vjp")) DotProduct(tangents);
    }

    /// <summary>The gradient is that of the gradient, and the product the difference of gradients; products are symmetric.</summary>
    public void Hvp()
    {
        object[] one = Directions(3, IsVaried), other = Directions(4, IsVaried);
        MethodUnderTest.Outcome primal = method.Primal(arguments), product = method.Hvp(arguments, one);
        RequireSame("Hvp", primal, product);
        int[] varied = Indices(IsVaried);
        double[] gradient = Numbers(product, varied.Length, varied.Length), actual = Numbers(product, 2 * varied.Length, varied.Length);
        if (method.Has("Gradient"))
        {
            RequireClose("Hvp: the derivative", gradient, Numbers(method.Gradient(arguments), 0, varied.Length));
            var surroundings = new Surroundings(t => Moved(one, varied, t) is var moved && OutputsAt(moved) is null ? null : Numbers(method.Gradient(moved), 0, varied.Length), 0, Step);
            for (int i = 0; i < actual.Length; i++)
            {
                int number = i;
                Judge($"Hvp: the product {i}", actual[i], () => surroundings, gradients => gradients[number], isSingle: MixesPrecisions);
            }
        }

        double[] reverse = Numbers(method.Hvp(arguments, other), 2 * varied.Length, varied.Length);
        RequireClose("Hvp: the product with the other direction", [Dot(Flat(other), actual)], [Dot(Flat(one), reverse)], Scale(Flat(other), actual));
    }

    /// <summary>Column by column against the tangents, or against the gradient where there are none.</summary>
    public void Jacobian()
    {
        int[] varied = Indices(IsVaried), added = Indices(IsAdded);
        int columns = varied.Sum(p => NumberArrays.Flatten(arguments[p]).Length);
        MethodUnderTest.Outcome primal = method.Primal(arguments);
        int rows = Rows(Outputs(primal, added), added).Length;
        Array jacobian = Matrix("Jacobian", rows * columns);
        RequireSame("Jacobian", primal with { Value = null }, method.Jacobian(arguments, jacobian));
        if (!method.Has("Jvp")) return;
        double[] entries = NumberArrays.Flatten(jacobian);
        for (int column = 0; column < columns; column++)
        {
            object[] unit = Unit(column, added);
            MethodUnderTest.Outcome forward = method.Jvp(arguments, unit);
            double[] expected = Rows(TangentsOf(forward, added), added);
            RequireClose($"Jacobian: column {column}", [.. Enumerable.Range(0, rows).Select(row => entries[(row * columns) + column])], expected);
        }
    }

    /// <summary>Row by row against the products; it is symmetric then.</summary>
    public void Hessian()
    {
        int[] varied = Indices(IsVaried);
        int columns = varied.Sum(p => NumberArrays.Flatten(arguments[p]).Length);
        Array hessian = Matrix("Hessian", columns * columns);
        MethodUnderTest.Outcome primal = method.Primal(arguments), outcome = method.Hessian(arguments, hessian);
        RequireSame("Hessian", primal, outcome);
        if (method.Has("Gradient")) RequireClose("Hessian: the derivative", Numbers(outcome, 0, varied.Length), Numbers(method.Gradient(arguments), 0, varied.Length));
        if (!method.Has("Hvp")) return;
        double[] entries = NumberArrays.Flatten(hessian);
        for (int row = 0; row < columns; row++)
        {
            double[] expected = Numbers(method.Hvp(arguments, Unit(row, varied)), 2 * varied.Length, varied.Length);
            RequireClose($"Hessian: row {row}", entries[(row * columns)..((row + 1) * columns)], expected);
        }
    }

    private static bool IsVaried(ParameterUnderTest parameter) => parameter.IsVaried;

    /// <summary>Of the value, then of what is left in memory.</summary>
    private double[] TangentsOf(MethodUnderTest.Outcome forward, int[] added) =>
        [.. NumbersOf((forward.Value as ITuple)?[1]), .. added.SelectMany((p, k) => method.Parameters[p].IsWritten ? NumberArrays.Flatten(forward.Adjoints[k]) : [])];

    private int[] Indices(Func<ParameterUnderTest, bool> isAdded) => [.. Enumerable.Range(0, arguments.Length).Where(i => isAdded(method.Parameters[i]))];

    /// <summary>In eighths, so that steps along them are exact in single precision, too.</summary>
    private object[] Directions(int seed, Func<ParameterUnderTest, bool> isAdded)
    {
        var random = new Random(seed);
        return [.. Indices(isAdded).Select(p => NumberArrays.Map(arguments[p], (_, _) => random.Next(-8, 9) / 8.0))];
    }

    /// <summary>One at the number of a column, counted over the varied parameters, and zero else.</summary>
    private object[] Unit(int column, int[] added)
    {
        int first = 0;
        return [.. added.Select(p =>
        {
            int start = first;
            if (method.Parameters[p].IsVaried) first += NumberArrays.Flatten(arguments[p]).Length;
            return NumberArrays.Map(arguments[p], (position, _) => method.Parameters[p].IsVaried && start + position == column ? 1 : 0);
        })];
    }

    /// <summary>The arguments, so far along the direction.</summary>
    private object[] Moved(object[] direction, int[] added, double distance)
    {
        object[] moved = [.. arguments];
        for (int k = 0; k < added.Length; k++)
        {
            if (!method.Parameters[added[k]].IsVaried) continue;
            double[] along = NumberArrays.Flatten(direction[k]);
            moved[added[k]] = NumberArrays.Map(arguments[added[k]], (position, number) => number + (distance * along[position]));
        }

        return moved;
    }

    /// <summary>What is returned, then what is left in memory.</summary>
    private double[] Outputs(MethodUnderTest.Outcome outcome, int[] added) =>
        [.. NumbersOf(outcome.Value), .. added.SelectMany(p => method.Parameters[p].IsWritten ? NumberArrays.Flatten(outcome.Arguments[p]) : [])];

    /// <summary>Those of the outputs that are rows: memory that is input, too, is not where something is returned.</summary>
    private double[] Rows(double[] outputs, int[] added)
    {
        if (!method.Returns) return outputs;
        int written = added.Sum(p => method.Parameters[p].IsWritten ? NumberArrays.Flatten(arguments[p]).Length : 0), next = outputs.Length - written;
        List<double> rows = [.. outputs[..next]];
        foreach (int p in added.Where(p => method.Parameters[p].IsWritten))
        {
            int length = NumberArrays.Flatten(arguments[p]).Length;
            if (method.Parameters[p].Use == ParameterUse.Output) rows.AddRange(outputs[next..(next + length)]);
            next += length;
        }

        return [.. rows];
    }

    private Array Matrix(string kind, int length)
    {
        Array matrix = method.MatrixElement(kind) == typeof(float) ? new float[length] : new double[length];
        return (Array)NumberArrays.Map(matrix, (_, _) => double.NaN);
    }

    private static double[] NumbersOf(object? value) => value is null ? [] : NumberArrays.Flatten(value);

    private static double[] Numbers(MethodUnderTest.Outcome outcome, int first, int count) => [.. outcome.Adjoints.Skip(first).Take(count).SelectMany(NumberArrays.Flatten)];

    private static double[] Flat(object[] numbers) => [.. numbers.SelectMany(NumberArrays.Flatten)];

    private static double Dot(double[] one, double[] other) => one.Zip(other).Sum(pair => pair.First == 0 ? 0 : pair.First * pair.Second);

    private static double Scale(double[] one, double[] other) => one.Zip(other).Sum(pair => Math.Abs(pair.First * pair.Second));

    private void RequireClose(string what, double[] actual, double[] expected, double scale = 0)
    {
        if (actual.Length != expected.Length) throw new XunitException($"{what}: {actual.Length} numbers for {expected.Length}.");
        for (int i = 0; i < actual.Length; i++)
        {
            bool isClose = actual[i].Equals(expected[i]) || Math.Abs(actual[i] - expected[i]) <= Rounding * Math.Max(1, Math.Max(scale, Math.Abs(expected[i])));
            if (!isClose) throw new XunitException($"{what} [{i}] is {actual[i]:r}, not {expected[i]:r}.");
            Compared++;
        }
    }
}
