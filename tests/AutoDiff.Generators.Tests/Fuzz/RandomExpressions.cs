using System;
using System.Collections.Generic;
using System.Globalization;

namespace AutoDiff.Generators.Tests.Fuzz;

/// <summary>Random expressions: smooth and bounded pieces of numbers in <paramref name="scalar"/>, conditions, and indices in range.</summary>
/// <param name="recursion">The method around, where it may call itself.</param>
internal sealed class RandomExpressions(Random random, string scalar, string? recursion = null)
{
    private string Math => scalar == "double" ? "Math" : "MathF";

    public string Literal() => (random.Next(-20, 21) / 10.0).ToString("0.0", CultureInfo.InvariantCulture) + (scalar == "double" ? "" : "f");

    public string Number(Scope scope, int depth = 3)
    {
        if (depth == 0) return Leaf(scope);
        if (recursion is not null && scope.Loops < 2 && random.Next(12) == 0) return Call(scope);
        string One() => Number(scope, depth - 1);
        return random.Next(24) switch
        {
            < 5 => Leaf(scope),
            5 or 6 => $"({One()} + {One()})",
            7 or 8 => $"({One()} - {One()})",
            9 or 10 or 11 => $"{One()} * {One()}",
            12 => $"{One()} / ({Positive(scope, depth - 1)})",
            13 => $"{Math}.Sqrt({Positive(scope, depth - 1)})",
            14 => $"{Math}.Log({Positive(scope, depth - 1)})",
            15 => $"{Math}.Sin({One()})",
            16 => $"{Math}.Tanh({One()})",
            17 => $"{Math}.Exp({Math}.Cos({One()}))",
            18 => $"(-{One()})",
            19 => $"({Condition(scope, depth - 1)} ? {One()} : {One()})",
            20 => $"{Math}.{Pick(["Max", "Min"])}({One()}, {One()})",
            21 => $"(({Integer(scope)} % 3) switch {{ 0 => {One()}, 1 or 2 => {One()}, _ => {One()} }})",
            22 when scope.Assignable.Count > 0 => $"({Pick(scope.Assignable)} = {Bounded(scope, depth - 1)})",
            _ => $"{Math}.Abs({One()})",
        };
    }

    /// <summary>What is written may be one and the same memory.</summary>
    private string Call(Scope scope)
    {
        string number = random.Next(2) == 0 ? "c" : Bounded(scope, 1);
        string memory = $"{Pick(scope.Writable)}, {Pick(scope.Memory)}, {Pick(scope.Writable)}, {Pick(scope.Writable)}";
        return $"(depth > 0 ? {recursion}({Bounded(scope, 1)}, {memory}, {number}, {Pick(["n", "n - 1", "1"])}, k, depth - 1) : {Leaf(scope)})";
    }

    /// <summary>A number that stays small however often it is assigned.</summary>
    public string Bounded(Scope scope, int depth = 2) => random.Next(4) switch
    {
        0 => $"{Math}.Sin({Number(scope, depth)})",
        1 => $"{Math}.Tanh({Number(scope, depth)})",
        2 => $"{Number(scope, depth)} / ({Positive(scope, depth)})",
        _ => $"{Math}.Cos({Number(scope, depth)})",
    };

    public string Condition(Scope scope, int depth = 1) => random.Next(depth == 0 ? 5 : 8) switch
    {
        0 => $"{Integer(scope)} % 2 == 0",
        1 => $"{Integer(scope)} is 1 or > 2",
        2 or 3 => $"{Number(scope, 1)} > {Number(scope, 1)}",
        4 => $"{Leaf(scope)} <= {Literal()}",
        5 => $"({Condition(scope, depth - 1)} && {Condition(scope, depth - 1)})",
        6 => $"({Condition(scope, depth - 1)} || {Condition(scope, depth - 1)})",
        _ => $"!({Condition(scope, depth - 1)})",
    };

    public string Integer(Scope scope) => random.Next(4) == 0 ? $"({Pick(scope.Integers)} + {random.Next(3)})" : Pick(scope.Integers);

    /// <summary>In range for every memory: all are of one length, which is not zero.</summary>
    public string Index(Scope scope) => random.Next(scope.Indices.Count > 0 ? 8 : 4) switch
    {
        0 => "0",
        1 => "^1",
        2 => $"(int)((uint){Integer(scope)} % (uint)x.Length)",
        3 => "k[0]",
        4 => $"k[{Pick(scope.Indices)}]",
        5 => $"x.Length - 1 - {Pick(scope.Indices)}",
        _ => Pick(scope.Indices),
    };

    public string Element(Scope scope) => $"{Pick(scope.Memory)}[{Index(scope)}]";

    public string WritableElement(Scope scope) => $"{Pick(scope.Writable)}[{Index(scope)}]";

    public string Pick(IReadOnlyList<string> names) => names[random.Next(names.Count)];

    private string Positive(Scope scope, int depth)
    {
        string number = Leaf(scope);
        return $"{(scalar == "double" ? "1.5" : "1.5f")} + {number} * {number}" + (depth > 1 ? $" + {Math}.Abs({Number(scope, depth - 1)})" : "");
    }

    private string Leaf(Scope scope) => random.Next(6) switch
    {
        0 => $"({Literal()})",
        1 or 2 => Element(scope),
        3 when random.Next(3) == 0 => Integer(scope),
        _ => Pick(scope.Numbers),
    };
}
