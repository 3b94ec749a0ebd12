using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Fuzz.Compiling;
using AutoDiff.Fuzz.Programs;
using AutoDiff.Fuzz.Reference;
using AutoDiff.Generators.Frontend;
using AutoDiff.Generators.Tests.Support;

namespace AutoDiff.Fuzz.Checks;

/// <summary>A check that a program fails.</summary>
/// <param name="Check">Which one: the same defect shows in the same check.</param>
internal sealed record Failure(GeneratedProgram Program, string Check, string Message);

/// <summary>Everything that is checked of one program, at several arguments.</summary>
/// <param name="variants">The same program in other words, by what was changed; in the same batch.</param>
internal sealed class ProgramCheck(CompiledBatch batch, GeneratedProgram program, IReadOnlyDictionary<string, GeneratedProgram> variants)
{
    /// <summary>How far results may be off that loops in another order have computed, relatively.</summary>
    private const double DoubleRounding = 1e-10;
    private const double SingleRounding = 1e-4;

    /// <summary>Of memory that is long, so many elements are moved to find out what depends on them.</summary>
    private const int Coordinates = 20;

    /// <summary>The derivatives of one program in so many are called again to see whether they allocate.</summary>
    private const int AllocatesEvery = 4;

    /// <summary>What boxed arguments and results of a call take at most.</summary>
    private const int Boxes = 1024;

    private readonly MethodUnderTest method = new(batch.Assembly, program.Type, GeneratedProgram.Method);
    private readonly MethodModel model = batch.Models[program.Type];
    private readonly bool isSingle = Agreement.IsSingle(program);

    /// <summary>How many derivatives were compared with differences and with one another.</summary>
    public int Compared { get; private set; }

    /// <summary>How many were not, because the differences do not settle there.</summary>
    public int Unsettled { get; private set; }

    /// <summary>At how many arguments a rounding of them changes the results, so that nothing was compared.</summary>
    public int Chaotic { get; private set; }

    /// <summary>At how many something fails because numbers on the way leave the range of their type.</summary>
    public int Overflows { get; private set; }

    /// <summary>Results that a rounding moves by more say nothing.</summary>
    private double MostRounding => (isSingle ? SingleRounding : DoubleRounding) / 10;

    public IEnumerable<Failure> Failures()
    {
        (GeneratedProgram Program, string Name, object[][] Arguments)[] others = [.. variants.Select(variant => (variant.Value, variant.Key, ArgumentsOf(variant.Value)))];
        return ArgumentsOf(program).SelectMany((arguments, i) => FailuresAt(arguments, [.. others.Select(other => (other.Program, other.Name, other.Arguments[i]))]));
    }

    private object[][] ArgumentsOf(GeneratedProgram of) => [.. RandomArguments.Of(batch.Assembly.TypeNamed(of.Type).GetMethod(GeneratedProgram.Method)!, of.Seed)];

    private IEnumerable<Failure> FailuresAt(object[] arguments, (GeneratedProgram Program, string Name, object[] Arguments)[] others)
    {
        if (ThrownBy(() => method.Primal(arguments)) is { } thrown) return Throws(arguments, thrown);
        if (!IsFinite(method.Primal(arguments))) return [];
        if (IsChaotic(arguments))
        {
            Chaotic++;
            return [];
        }

        var reference = new ReferenceCheck(method, model, arguments, isSingle);
        var check = new GradientCheck(method, arguments) { ValueTolerance = isSingle ? SingleRounding : DoubleRounding, IgnoresDifferences = isSingle, Coordinates = Coordinates };
        (string Kind, Action Run)[] checks =
        [
            ("Gradient", check.Gradient), ("Vjp", check.Vjp), ("Jvp", check.Jvp), ("Hvp", check.Hvp), ("Jacobian", check.Jacobian), ("Hessian", check.Hessian),
            ("Gradient", reference.Gradient), ("Vjp", reference.Vjp), ("Jvp", reference.Jvp), ("Hvp", reference.Hvp),
        ];
        List<Failure> failures = [.. checks.Where(one => method.Has(one.Kind)).Select(one => FailureOf(one.Kind, one.Run)).OfType<Failure>()];
        failures.AddRange(others.Select(other => Disagreement(arguments, other.Program, other.Name, other.Arguments)).OfType<Failure>());
        Compared += check.Compared + reference.Compared;
        Unsettled += check.Unsettled + reference.Unsettled;
        if (failures.Count > 0 && reference.Range is { } range && failures.TrueForAll(failure => IsOutOfRange(failure, range)))
        {
            Overflows++;
            return [];
        }

        // Roundings of the arguments may have cancelled.
        if (failures.Count > 0 && reference.Range is not null && !reference.IsSettled(MostRounding))
        {
            Chaotic++;
            return [];
        }

        if (program.Seed % AllocatesEvery == 0 && failures.Count == 0) failures.AddRange(Allocations(arguments));
        return failures;
    }

    private Failure? Disagreement(object[] arguments, GeneratedProgram variant, string name, object[] sameArguments)
    {
        MethodUnderTest other = new(batch.Assembly, variant.Type, GeneratedProgram.Method);
        var check = new VariantCheck(method, arguments, other, sameArguments, Agreement.ToleranceOf(isSingle), isExact: !program.Source.Contains("TensorPrimitives.", StringComparison.Ordinal));
        return ThrownBy(check.Run) is { } thrown ? new Failure(program, name, $"{name}: {thrown.Message}") : null;
    }

    /// <summary>Where something on the way is infinite, the arithmetic of computers makes NaN of it, or not, by the order of the operations. Where nothing is, NaN is wrong; another number may still be
    /// off where squares leave the range.</summary>
    private static bool IsOutOfRange(Failure failure, NumberRange range) =>
        Array.Exists(["NaN", "Infinity", "∞"], word => failure.Message.Contains(word, StringComparison.Ordinal)) ? range.Overflows : range.IsExtreme;

    /// <summary>Does a rounding of the arguments change the results, or a derivative, by about as much as they may be off? Then other roundings inside do too, and neither values nor differences say anything.</summary>
    private bool IsChaotic(object[] arguments)
    {
        double rounding = isSingle ? 3e-7 : 5e-16, most = MostRounding;
        object[] rounded = Changed(arguments, (i, number) => number * (1 + (i % 2 == 0 ? rounding : -rounding)));
        return Differ(method.Primal, most) || (method.Has("Jvp") && Differ(Along, 100 * most)) || (method.Has("Hvp") && Differ(Twice, 10_000 * most));

        MethodUnderTest.Outcome Along(object[] at) => method.Jvp(at, [.. method.Parameters.Zip(at).Where(pair => pair.First.IsVaried || pair.First.IsWritten).Select(pair => NumberArrays.Map(pair.Second, static (_, _) => 1))]);

        MethodUnderTest.Outcome Twice(object[] at) => method.Hvp(at, [.. method.Parameters.Zip(at).Where(pair => pair.First.IsVaried).Select(pair => NumberArrays.Map(pair.Second, static (_, _) => 1))]);

        bool Differ(Func<object[], MethodUnderTest.Outcome> compute, double most)
        {
            (double[] exact, double[] changed) = (Numbers(compute(arguments)), []);
            return ThrownBy(() => changed = Numbers(compute(rounded))) is not null || exact.Zip(changed).Any(pair => !pair.First.Equals(pair.Second) && !(Math.Abs(pair.First - pair.Second) <= most * Math.Max(1, Math.Abs(pair.First))));
        }
    }

    private static object[] Changed(object[] arguments, Func<int, double, double> change) =>
        [.. arguments.Select(argument => NumberArrays.IsFloating(NumberArrays.ElementOf(argument.GetType())) ? NumberArrays.Map(argument, change) : argument)];

    private static double[] Numbers(MethodUnderTest.Outcome outcome) =>
        [.. (outcome.Value is null ? [] : NumberArrays.Flatten(outcome.Value)), .. outcome.Arguments.Concat(outcome.Adjoints).SelectMany(NumberArrays.Flatten)];

    /// <summary>Called once more, a derivative finds its memory in the workspace.</summary>
    private IEnumerable<Failure> Allocations(object[] arguments)
    {
        object[] tangents = [.. method.Parameters.Zip(arguments).Where(pair => pair.First.IsVaried).Select(pair => pair.Second)];
        (string Kind, Action Call)[] calls = [("Gradient", () => method.Gradient(arguments)), ("Hvp", () => method.Hvp(arguments, tangents))];
        foreach ((string kind, Action call) in calls.Where(one => method.Has(one.Kind)))
        {
            call();
            call();
            if (method.AllocatedBytes > Boxes) yield return new Failure(program, kind, $"{kind} allocates {method.AllocatedBytes} bytes.");
        }
    }

    private Failure? FailureOf(string kind, Action check) => ThrownBy(check) is { } thrown ? new Failure(program, kind, $"{kind}: {thrown.Message}") : null;

    /// <summary>What the method throws, its derivatives throw.</summary>
    private IEnumerable<Failure> Throws(object[] arguments, Exception expected)
    {
        object?[] left = [.. method.Left];
        object[] Added() => [.. method.Parameters.Zip(arguments).Where(pair => pair.First.IsVaried || pair.First.IsWritten).Select(pair => NumberArrays.Map(pair.Second, (_, _) => 1))];
        (string Kind, Action Call)[] calls =
        [
            ("Gradient", () => method.Gradient(arguments)),
            ("Vjp", () => method.Vjp(arguments, method.Returns ? NumberArrays.Map(Activator.CreateInstance(method.ReturnType)!, static (_, _) => 1) : null, Added())),
            ("Jvp", () => method.Jvp(arguments, Added())),
            ("Hvp", () => method.Hvp(arguments, [.. method.Parameters.Zip(arguments).Where(pair => pair.First.IsVaried).Select(pair => pair.Second)])),
        ];
        foreach ((string kind, Action call) in calls.Where(one => method.Has(one.Kind)))
        {
            if (ThrownBy(call) is not { } actual) yield return new Failure(program, kind, $"{kind} throws nothing, but the method {expected.GetType().Name}.");
            else if (!IsSame(actual, expected)) yield return new Failure(program, kind, $"{kind} throws {actual.GetType().Name}: {actual.Message}, but the method {expected.GetType().Name}.");
            else if (LeftOtherwise(left) is { } parameter) yield return new Failure(program, kind, $"{kind} throws {actual.GetType().Name}, but does not leave in {parameter.Name} what the method does.");
        }
    }

    /// <summary>A parameter in which stores before an exception are missing, or others have been made. What is left in working memory is nobody's business.</summary>
    private ParameterUnderTest? LeftOtherwise(object?[] expected) => method.Parameters.Where((parameter, i) => parameter.IsWritten && !NumberArrays.Flatten(expected[i]).Zip(NumberArrays.Flatten(method.Left[i])).All(IsSame)).FirstOrDefault();

    /// <summary>The mathematics of vectors rounds in its own way.</summary>
    private bool IsSame((double Expected, double Actual) pair) =>
        pair.Expected.Equals(pair.Actual) || Math.Abs(pair.Expected - pair.Actual) <= (method.KeepsOrder ? 0 : isSingle ? SingleRounding : DoubleRounding) * Math.Max(1, Math.Abs(pair.Expected));

    /// <summary>Of two that the machine itself throws in a loop, its compiler lets either be first.</summary>
    private static bool IsSame(Exception actual, Exception expected) =>
        actual.GetType() == expected.GetType() || (actual is IndexOutOfRangeException or DivideByZeroException && expected is IndexOutOfRangeException or DivideByZeroException);

    private static bool IsFinite(MethodUnderTest.Outcome outcome) =>
        (outcome.Value is null || NumberArrays.Flatten(outcome.Value).All(double.IsFinite)) && outcome.Arguments.All(argument => NumberArrays.Flatten(argument).All(double.IsFinite));

    private static Exception? ThrownBy(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
