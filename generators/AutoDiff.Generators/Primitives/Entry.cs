using System;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

/// <summary>Makes the entries of the table: a name, where the rule holds, and one partial an operand.</summary>
internal static class Entry
{
    public static ScalarPrimitive Unary(
        string name,
        Interval domain,
        Func<Term, Term, Term> partial,
        bool hasPole = false,
        double? poleAt = null,
        Interval? image = null,
        int cost = 20) => new(name, 1, ResultRule.First)
    {
        Partials = [(x, y) => partial(x[0], y)],
        Domain = [domain],
        HasPole = hasPole || poleAt is not null,
        Poles = poleAt is { } at ? [(0, at)] : null,
        Image = image ?? Interval.Real,
        Cost = cost,
    };

    /// <summary>A function that C# has no name for.</summary>
    public static ScalarPrimitive Defined(string name, Interval domain, Func<Term, Term> definition, Func<Term, Term, Term> partial, Interval image, int cost) =>
        new(name, 1, ResultRule.First) { Definition = definition, Partials = [(x, y) => partial(x[0], y)], Domain = [domain], Image = image, Cost = cost };

    public static ScalarPrimitive Binary(
        string name,
        (Interval First, Interval Second) domain,
        Func<Term, Term, Term, Term> byFirst,
        Func<Term, Term, Term, Term> bySecond,
        bool hasPole = false,
        int cost = 30) => new(name, 2, ResultRule.First)
    {
        Partials = [(x, y) => byFirst(x[0], x[1], y), (x, y) => bySecond(x[0], x[1], y)],
        Domain = [domain.First, domain.Second],
        HasPole = hasPole,
        Cost = cost,
    };

    public static ScalarPrimitive Ternary(
        string name,
        Func<Term, Term, Term, Term> byFirst,
        Func<Term, Term, Term, Term> bySecond,
        Func<Term, Term, Term, Term> byThird,
        int cost = 2) => new(name, 3, ResultRule.First)
    {
        Partials = [(x, _) => byFirst(x[0], x[1], x[2]), (x, _) => bySecond(x[0], x[1], x[2]), (x, _) => byThird(x[0], x[1], x[2])],
        Domain = [Interval.Real, Interval.Real, Interval.Real],
        Cost = cost,
    };

    /// <summary>A function of a number and an integer.</summary>
    public static ScalarPrimitive WithInteger(
        string name,
        (Interval First, Interval Integer) domain,
        Func<Term, Term, Term, Term> partial,
        bool hasPole = false,
        int cost = 30) => new(name, 2, ResultRule.First)
    {
        Partials = [(x, y) => partial(x[0], x[1], y), null],
        Domain = [domain.First, domain.Integer],
        Operands = [Operand.Number, Operand.Int32],
        HasPole = hasPole,
        Cost = cost,
    };

    /// <summary>Steps: the derivative is zero wherever there is one.</summary>
    public static ScalarPrimitive Step(string name, string method, params Operand[] further) => new(name, 1 + further.Length, ResultRule.First)
    {
        Domain = [Interval.Real, .. further.Select(static operand => new Interval(0, operand == Operand.MidpointRounding ? 4 : 2))],
        Operands = [Operand.Number, .. further],
        Method = method,
        Throws = further.Length > 0 ? Throws.Always : Throws.Never,
        Cost = 2,
    };
}
