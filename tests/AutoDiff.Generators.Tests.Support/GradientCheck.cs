using System;
using System.Collections.Generic;
using System.Linq;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Holds generated derivatives to the user's own compiled method: what they return and leave in memory to the bit,
/// and what they add against extrapolated differences of it.</summary>
internal sealed partial class GradientCheck(MethodUnderTest method, object[] arguments)
{
    private const double DoubleTolerance = 1e-6;
    private const double FloatTolerance = 2e-3;
    private const double DoubleValueRounding = 1e-12;
    private const double FloatValueRounding = 1e-4;

    private const double DoubleStep = 1.0 / 64;
    private const double FloatStep = 1.0 / 4;

    /// <summary>After so many halvings of the first step differences are looked at once more.</summary>
    private static readonly int[] Nearer = [6, 12, 18];

    /// <summary>After so many, and two before, it is looked for a kink.</summary>
    private const int KinkHalvings = 8;

    private readonly bool isFloat = method.Parameters.Any(parameter => parameter.Use != ParameterUse.Constant && NumberArrays.FloatingIn(parameter.Element) == typeof(float));

    private readonly Dictionary<(int Parameter, int Element), Surroundings> along = [];

    private double Step => isFloat ? FloatStep : DoubleStep;

    /// <summary>How far values may be off, relatively, where the method calls what computes in an order of its own; otherwise by nothing, or by the rounding of sums in loops over vectors.</summary>
    public double ValueTolerance
    {
        get => field > 0 || method.KeepsOrder ? field : isFloat ? FloatValueRounding : DoubleValueRounding;
        init;
    }

    /// <summary>Differences decide nothing, because the method computes too coarsely for them; derivatives are still held to one another, as coarsely.</summary>
    public bool IgnoresDifferences { get; init; }

    /// <summary>So many numbers of each argument are moved at most, evenly spread.</summary>
    public int Coordinates { get; init; } = int.MaxValue;

    /// <summary>How many derivatives were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>How many were not, because the differences do not settle there.</summary>
    public int Unsettled { get; private set; }

    /// <summary>Checks a gradient or pullback of a method wherever the differences settle, which must be everywhere.</summary>
    public static void Run(GeneratorResult result, string type, string name, params object[] arguments) => Run(result.Program!, type, name, arguments);

    /// <inheritdoc cref="Run(GeneratorResult, string, string, object[])"/>
    public static void Run(CompiledProgram program, string type, string name, params object[] arguments)
    {
        new GradientCheck(new MethodUnderTest(program, type, name), arguments).RequireAll($"{type}.{name}");
    }

    /// <summary>There are derivatives, all of them are right, and the differences settle everywhere.</summary>
    public void RequireAll(string name)
    {
        if (!All()) throw new XunitException($"{name} has no derivative.");
        if (Unsettled > 0) throw new XunitException($"{Unsettled} differences of {name} do not settle.");
    }

    /// <summary>Checks all derivatives that there are.</summary>
    public bool All()
    {
        (string Kind, Action Check)[] checks = [("Gradient", Gradient), ("Vjp", Vjp), ("Jvp", Jvp), ("Hvp", Hvp), ("Jacobian", Jacobian), ("Hessian", Hessian)];
        Action[] generated = [.. checks.Where(check => method.Has(check.Kind)).Select(check => check.Check)];
        foreach (Action check in generated) check();
        return generated.Length > 0;
    }

    public void Gradient()
    {
        MethodUnderTest.Outcome primal = method.Primal(arguments), gradient = method.Gradient(arguments);
        RequireSame("Gradient", primal, gradient);
        Compare("Gradient", gradient.Adjoints, IsVaried, static outputs => outputs[0], static (_, slope) => slope);
    }

    /// <summary>Pulls back a random seed and random adjoints.</summary>
    public void Vjp()
    {
        var random = new Random(1);
        object[] added = [.. method.Parameters.Zip(arguments).Where(pair => IsAdded(pair.First)).Select(pair => Numbers(pair.Second, random))];
        MethodUnderTest.Outcome primal = method.Primal(arguments);
        object? seed = primal.Value is null ? null : Numbers(primal.Value, random);
        MethodUnderTest.Outcome pullback = method.Vjp(arguments, seed, added);
        RequireSame("Vjp", primal, pullback);

        int[] indices = Indices(IsAdded);
        double[] seeds = [.. NumbersOf(seed), .. indices.SelectMany((p, k) => method.Parameters[p].IsWritten ? NumberArrays.Flatten(added[k]) : [])];
        Compare("Vjp", pullback.Adjoints, IsAdded, outputs => seeds.Zip(outputs).Sum(static pair => pair.First * pair.Second), Expected);

        // What is only read gets the derivative added; what may be written exchanges the adjoint on exit for that on entry.
        double Expected((int Parameter, int Element) at, double slope) =>
            method.Parameters[at.Parameter].IsWritten ? slope : slope + NumberArrays.Flatten(added[Array.IndexOf(indices, at.Parameter)])[at.Element];
    }

    private static bool IsAdded(ParameterUnderTest parameter) => parameter.IsVaried || parameter.IsWritten;

    private void Compare(
        string kind,
        IReadOnlyList<object?> adjoints,
        Func<ParameterUnderTest, bool> isAdded,
        Func<double[], double> functional,
        Func<(int Parameter, int Element), double, double> expected)
    {
        int next = 0;
        for (int p = 0; p < arguments.Length; p++)
        {
            ParameterUnderTest parameter = method.Parameters[p];
            if (!isAdded(parameter)) continue;
            double[] actual = NumberArrays.Flatten(adjoints[next++]);
            if (!parameter.IsVaried) continue;
            double[] point = NumberArrays.Flatten(arguments[p]);
            int step = Math.Max(1, point.Length / Coordinates);
            for (int i = point.Length - 1; i >= 0; i -= step)
            {
                (int Parameter, int Element) at = (p, i);
                Judge($"{kind}: the derivative by {parameter.Name}[{i}]", actual[i], () => Along(at, point[at.Element]), functional, slope => expected(at, slope));
            }
        }
    }

    /// <summary>The outputs where one number of the arguments is another.</summary>
    private Surroundings Along((int Parameter, int Element) at, double center)
    {
        if (!along.TryGetValue(at, out Surroundings? known)) along[at] = known = new Surroundings(x => OutputsAt(With(at.Parameter, at.Element, x)), center, Step);
        return known;
    }

    /// <summary>Null where the method throws.</summary>
    private double[]? OutputsAt(object[] moved)
    {
        try
        {
            return Outputs(method.Primal(moved), Indices(IsAdded));
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <param name="number">Made of what the surroundings yield; the derivative of it is judged.</param>
    private void Judge(string what, double actual, Func<Surroundings> surroundings, Func<double[], double> number, Func<double, double>? expectedOf = null, bool isSingle = false)
    {
        if (IgnoresDifferences) return;
        Surroundings around = surroundings();
        (double slope, double error) = FiniteDifference.Of(around, number);
        double expected = expectedOf?.Invoke(slope) ?? slope;
        double tolerance = (isFloat || isSingle ? FloatTolerance : DoubleTolerance) * Math.Max(1, Math.Abs(expected));
        bool isClose = Math.Abs(actual - expected) <= tolerance + (4 * error);
        if (!(error <= tolerance) || (!isClose && (IsAliased() || IsAtKink())))
        {
            Unsettled++;
            return;
        }

        Compared++;
        if (!isClose) throw new XunitException($"{what} is {actual:r}, but the differences say {expected:r} ± {error:g2}.");

        // From nearer by they say something else: the function goes up and down between the points, which then tell nothing of its slope.
        bool IsAliased() => Array.Exists(Nearer, halvings => FiniteDifference.Of(around.After(halvings), number) is var nearer && Math.Abs(nearer.Slope - slope) > tolerance + (4 * (nearer.Error + error)));

        // The slopes to the right and to the left do not approach each other, central differences are their mean, and the derivative is one of them, or between them.
        bool IsAtKink()
        {
            if (HalfJump(KinkHalvings) is not { } half || HalfJump(KinkHalvings - 2) is not { } before) return false;
            double change = Math.Abs(half - before);
            if (Math.Abs(half) <= tolerance || change > Math.Abs(half) / 2) return false;
            (double right, double left) = (expectedOf?.Invoke(slope + half) ?? slope + half, expectedOf?.Invoke(slope - half) ?? slope - half);
            double slack = tolerance + change + (4 * error);
            return actual >= Math.Min(left, right) - slack && actual <= Math.Max(left, right) + slack;
        }

        // Half of how far the slopes are apart. The second derivative adds to it in proportion to the step, and is extrapolated away.
        double? HalfJump(int halvings) => Apart(halvings) is { } near && Apart(halvings - 2) is { } far ? near + ((near - far) / 3) : null;

        double? Apart(int halvings) => around.Center is { } center && around[halvings] is { Above: { } above, Below: { } below } pair ? (number(above) - (2 * number(center)) + number(below)) / (2 * pair.Step) : null;
    }

    private void RequireSame(string kind, MethodUnderTest.Outcome primal, MethodUnderTest.Outcome derivative)
    {
        if (!IsSame(primal.Value, derivative.Value)) throw new XunitException($"{kind} returns {derivative.Value:r}, but the method {primal.Value:r}.");
        for (int p = 0; p < arguments.Length; p++)
        {
            if (method.Parameters[p].Use != ParameterUse.Scratch && !IsSame(primal.Arguments[p], derivative.Arguments[p]))
                throw new XunitException($"{kind} leaves [{Text(derivative.Arguments[p])}] in {method.Parameters[p].Name}, but the method [{Text(primal.Arguments[p])}].");
        }
    }

    private object[] With(int parameter, int element, double value)
    {
        object[] changed = [.. arguments];
        changed[parameter] = NumberArrays.Map(arguments[parameter], (position, number) => position == element ? value : number);
        return changed;
    }

    private bool IsSame(object? one, object? other) => ValueTolerance > 0 && one is not null && NumberArrays.FloatingIn(NumberArrays.ElementOf(one.GetType())) is not null ? NumberArrays.Flatten(one).Zip(NumberArrays.Flatten(other)).All(pair => IsClose(pair.First, pair.Second)) : IsIdentical(one, other);

    private bool IsClose(double one, double other) => one.Equals(other) || Math.Abs(one - other) <= ValueTolerance * Math.Max(1, Math.Abs(one));

    /// <summary>NaN is the same as NaN, and zeros of different sign are not.</summary>
    private static bool IsIdentical(object? one, object? other) =>
        one is Array elements && other is Array others ? elements.Length == others.Length && elements.Cast<object>().Zip(others.Cast<object>()).All(pair => IsIdentical(pair.First, pair.Second))
        : one is not null && NumberArrays.IsStruct(one.GetType()) ? NumberArrays.AllFields(one.GetType()).All(field => IsIdentical(field.GetValue(one), field.GetValue(other)))
        : Equals(one, other) && (one is not (double or float) || double.IsNegative(ToDouble(one)) == double.IsNegative(ToDouble(other)) || double.IsNaN(ToDouble(one)));

    private static object Numbers(object like, Random random) => NumberArrays.Map(like, (_, _) => random.NextDouble() + 0.5);

    private static double ToDouble(object? number) => Convert.ToDouble(number, null);

    private static string Text(object? value) => value is Array ? string.Join(", ", NumberArrays.Flatten(value)) : $"{value}";
}
