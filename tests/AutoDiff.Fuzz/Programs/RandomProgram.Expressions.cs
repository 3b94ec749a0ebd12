using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace AutoDiff.Fuzz.Programs;

// Smooth and bounded pieces of numbers, conditions, and indices in range.
internal sealed partial class RandomProgram
{
    private string Math => scalar == "double" ? "Math" : "MathF";

    private string Literal() => (random.Next(-20, 21) / 10.0).ToString("0.0", CultureInfo.InvariantCulture) + Suffix;

    private string Suffix => scalar == "double" ? "" : "f";

    private string Number(Scope scope, int depth = 3)
    {
        if (depth <= 0) return Leaf(scope);
        string One() => Number(scope, depth - 1);
        return random.Next(30) switch
        {
            < 5 => Leaf(scope),
            5 or 6 => $"({One()} + {One()})",
            7 or 8 => $"({One()} - {One()})",
            9 or 10 or 11 => $"{One()} * {One()}",
            12 => $"{One()} / ({Positive(scope, depth - 1)})",
            13 or 14 or 15 => Function(scope, depth),
            16 when isMixed => $"({scalar}){OtherMath}.{Pick(["Sin", "Cos", "Tanh", "Atan", "Abs"])}(({OtherScalar})({One()}))",
            16 or 17 => Function(scope, depth),
            18 => $"(-{One()})",
            19 => $"({Condition(scope, depth - 1)} ? {One()} : {One()})",
            20 when Uses(Feature.Switches) => Choice(scope, depth - 1),
            21 when Uses(Feature.Assignments) && scope.Assignable.Count > 0 => $"({Pick(scope.Assignable)} = {Bounded(scope, depth - 1)})",
            22 or 23 when scope.Functions.Count > 0 => $"{Pick(scope.Functions)}({One()}, {One()})",
            24 when scope.Pairs.Count > 0 => PairNumber(scope),
            25 when Uses(Feature.Tensors) && scope.Memory.Count > 0 => Reduction(scope),
            26 when Uses(Feature.Recursion) && scope.Loops < Scope.DeepestCalls && scope.Writable.Count > 0 && ToRead(scope) is { Count: > 0 } read => $"Again({Bounded(scope, 1)}, {Pick(scope.Writable)}, {Pick(read)}, {(isRecursive ? NextDepth : "2")})",
            27 when Uses(Feature.Helpers) && scope.Memory.Count > 0 => $"Total({Pick(scope.Memory)}, {One()})",
            28 when Uses(Feature.Kinks) => Kink(scope, depth - 1),
            29 => $"{Math}.Abs({One()})",
            _ => Function(scope, depth),
        };
    }

    /// <summary>The memory that a method which calls itself may be handed to read: if it takes part of it or all of it at once, what nobody writes.</summary>
    private List<string> ToRead(Scope scope) => WholeMemory.Any(Uses) ? [.. scope.Memory.Except(scope.Writable)] : scope.Memory;

    private string Function(Scope scope, int depth)
    {
        string One() => Number(scope, depth - 1);
        string Small() => Bounded(scope, depth - 1);
        return random.Next(24) switch
        {
            0 or 1 => $"{Math}.Sin({One()})",
            2 => $"{Math}.Cos({One()})",
            3 => $"{Math}.Tanh({One()})",
            4 => $"{Math}.Atan({One()})",
            5 => $"{Math}.Sqrt({Positive(scope, depth - 1)})",
            6 => $"{Math}.Log({Positive(scope, depth - 1)})",
            7 => $"{Math}.Cbrt({Positive(scope, depth - 1)})",
            8 => $"{Math}.Exp({Small()})",
            9 => $"{Math}.Sinh({Small()})",
            10 => $"{Math}.Cosh({Small()})",
            11 => $"{Math}.Asinh({One()})",
            12 => $"{Math}.Acosh({Positive(scope, depth - 1)})",
            13 => $"{Math}.Tan({Small()})",
            14 => $"{Math}.Atan2({One()}, {Positive(scope, depth - 1)})",
            15 => $"{Math}.Pow({Positive(scope, depth - 1)}, {Small()})",
            16 => $"{Math}.Pow({One()}, {random.Next(0, 4)})",
            17 => $"{scalar}.Hypot({One()}, {Positive(scope, depth - 1)})",
            18 => $"{Math}.FusedMultiplyAdd({One()}, {One()}, {One()})",
            19 => $"{Math}.Log10({Positive(scope, depth - 1)})",
            20 => $"{scalar}.Exp2({Small()})",
            21 => $"{scalar}.Lerp({One()}, {One()}, {Small()})",
            22 => $"{scalar}.LogP1({Positive(scope, depth - 1)})",
            _ => $"{Math}.{Pick(["Max", "Min"])}({One()}, {One()})",
        };
    }

    /// <summary>What goes up in steps is given small numbers: from afar the steps look like a slope.</summary>
    private string Kink(Scope scope, int depth) => random.Next(8) switch
    {
        0 => $"{scalar}.Floor(3 * {Bounded(scope, depth)})",
        1 => $"{scalar}.Round(3 * {Bounded(scope, depth)})",
        2 => $"({scalar}){Math}.Sign(({scalar}){Number(scope, depth)})",
        3 => $"Math.Clamp({Number(scope, depth)}, -0.75{Suffix}, 0.5{Suffix})",
        4 => $"{Math}.CopySign({Number(scope, depth)}, {Number(scope, depth)})",
        5 => $"{scalar}.MaxMagnitude({Number(scope, depth)}, {Number(scope, depth)})",
        6 => $"({Number(scope, depth)} % 1.5{Suffix})",
        _ => $"({scalar})(int)(3 * {Bounded(scope, depth)})",
    };

    private string Choice(Scope scope, int depth)
    {
        string One() => Number(scope, depth);
        return random.Next(4) switch
        {
            0 => $"(({scalar})({Number(scope, 1)}) switch {{ < -0.5{Suffix} => {One()}, >= 0.5{Suffix} and < 1 => {One()}, _ => {One()} }})",
            1 => $"(({Integer(scope)} % 2, {Integer(scope)} > 1) switch {{ (0, true) => {One()}, (_, false) => {One()}, _ => {One()} }})",
            2 when Fresh("k") is var k => $"({Integer(scope)} switch {{ var {k} when {k} > 2 => {One()}, 0 or 1 => {One()}, _ => {One()} }})",
            _ => $"(({Integer(scope)} % 3) switch {{ 0 => {One()}, 1 or 2 => {One()}, _ => {One()} }})",
        };
    }

    private string Reduction(Scope scope) => random.Next(5) switch
    {
        0 => $"TensorPrimitives.Sum<{scalar}>({Pick(scope.Memory)})",
        1 => $"TensorPrimitives.Dot<{scalar}>({Pick(scope.Memory)}, {Pick(scope.Memory)})",
        2 => $"TensorPrimitives.SumOfSquares<{scalar}>({Pick(scope.Memory)})",
        3 => $"TensorPrimitives.Max<{scalar}>({Pick(scope.Memory)})",
        _ => $"TensorPrimitives.Norm<{scalar}>({Pick(scope.Memory)})",
    };

    /// <summary>A number that stays small however often it is assigned.</summary>
    private string Bounded(Scope scope, int depth = 2) => random.Next(4) switch
    {
        0 => $"{Math}.Sin({Number(scope, depth)})",
        1 => $"{Math}.Tanh({Number(scope, depth)})",
        2 => $"{Number(scope, depth)} / ({Positive(scope, depth)})",
        _ => $"{Math}.Cos({Number(scope, depth)})",
    };

    private string Positive(Scope scope, int depth)
    {
        string number = Leaf(scope);
        return $"1.5{Suffix} + {number} * {number}" + (depth > 1 ? $" + {Math}.Abs({Number(scope, depth - 1)})" : "");
    }

    private string Condition(Scope scope, int depth = 1) => random.Next(depth <= 0 ? 6 : 9) switch
    {
        0 => $"{Integer(scope)} % 2 == 0",
        1 => $"{Integer(scope)} is 1 or > 2",
        2 or 3 => $"{Number(scope, 1)} > {Number(scope, 1)}",
        4 => $"{Leaf(scope)} <= {Literal()}",
        5 => random.Next(3) switch
        {
            0 => $"{scalar}.IsNegative({Leaf(scope)})",
            1 => $"({scalar})({Leaf(scope)}) is > -0.5{Suffix} and < 0.5{Suffix}",
            _ => $"!{scalar}.IsNaN({Leaf(scope)})",
        },
        6 => $"({Condition(scope, depth - 1)} && {Condition(scope, depth - 1)})",
        7 => $"({Condition(scope, depth - 1)} || {Condition(scope, depth - 1)})",
        _ => $"!({Condition(scope, depth - 1)})",
    };

    private string Integer(Scope scope) => random.Next(8) switch
    {
        0 or 1 => $"({Pick(scope.Integers)} + {random.Next(3)})",
        2 when random.Next(4) == 0 => Wrapping(Pick(scope.Integers)),
        2 when Uses(Feature.Opaque) => $"System.Numerics.BitOperations.PopCount((uint){Pick(scope.Integers)})",
        _ => Pick(scope.Integers),
    };

    /// <summary>Of arithmetic that leaves the range of integers and comes round, the last or the first bits.</summary>
    private string Wrapping(string integer) => random.Next(4) switch
    {
        0 => $"unchecked(({integer} * 1103515245) >> 28)",
        1 => $"unchecked(({integer} + {random.Next(3)} + int.MaxValue) & 7)",
        2 => $"unchecked((int.MinValue - {integer}) >> 29)",
        _ => $"unchecked(({integer} * 65537 * 32769 + 12345) % 5)",
    };

    /// <summary>In range for every memory: all are of one length.</summary>
    private string Index(Scope scope) => random.Next(scope.Indices.Count > 0 ? 12 : 5) switch
    {
        0 => "0",
        1 => $"{length} - 1",
        2 or 3 => $"(int)((uint){Integer(scope)} % (uint){length})",
        4 when scope.IndexMemory.Count > 0 => $"{Pick(scope.IndexMemory)}[{(scope.Indices.Count > 0 ? Pick(scope.Indices) : "0")}]",
        5 when scope.IndexMemory.Count > 0 => $"{Pick(scope.IndexMemory)}[{Pick(scope.Indices)}]",
        6 => $"{length} - 1 - {Pick(scope.Indices)}",
        _ => scope.Indices.Count > 0 ? Pick(scope.Indices) : "0",
    };

    private string Element(Scope scope) => ElementOf(scope.Memory, scope);

    private string WritableElement(Scope scope) => ElementOf(scope.Writable, scope);

    /// <summary>Of memory of one or two dimensions.</summary>
    private string ElementOf(List<string> memory, Scope scope) => random.Next(5) switch
    {
        0 when scope.Matrices.Count > 0 => $"{Pick(scope.Matrices)}[{Index(scope)}, {Index(scope)}]",
        1 when scope.Jagged.Count > 0 => $"{Pick(scope.Jagged)}[{Index(scope)}][{Index(scope)}]",
        2 => $"{Pick(memory)}[^1]",
        _ => $"{Pick(memory)}[{Index(scope)}]",
    };

    private string Leaf(Scope scope) => random.Next(9) switch
    {
        0 => $"({Literal()})",
        1 or 2 when scope.Memory.Count > 0 => Element(scope),
        3 when random.Next(3) == 0 => Integer(scope),
        4 when scope.Pairs.Count > 0 => $"{Pick(scope.Pairs)}.{Pick(["X", "Y"])}",
        5 when scope.PairMemory.Count > 0 => $"{Pick(scope.PairMemory)}[{Index(scope)}].{Pick(["X", "Y"])}",
        5 when scope.OtherMemory.Count > 0 => $"({scalar}){Pick(scope.OtherMemory)}[{Index(scope)}]",
        6 when scope.Tuples.Count > 0 => $"{Pick(scope.Tuples)}.{Pick(["A", "B"])}",
        7 when scope.Spots.Count > 0 => $"{Pick(scope.Spots)}.{Pick(["U", "V.X", "V.Y"])}",
        _ => Pick(scope.Numbers),
    };

    private string Pick(IReadOnlyList<string> names) => names[random.Next(names.Count)];
}
