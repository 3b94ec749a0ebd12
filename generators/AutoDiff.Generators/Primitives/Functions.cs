using AutoDiff.Generators.IR;
using System;
using System.Collections.Generic;

namespace AutoDiff.Generators.Primitives;

/// <summary>y = f(x …). The name is the method's on Math, MathF, double and float.</summary>
internal static class Functions
{
    public static readonly ScalarPrimitive Exp = Unary("Exp", Interval.Real, static (x, y) => y);
    public static readonly ScalarPrimitive Log = Unary("Log", Interval.Positive, static (x, y) => 1 / x, hasPole: true);
    public static readonly ScalarPrimitive Sqrt = Unary("Sqrt", Interval.Positive, static (x, y) => 0.5 / y, hasPole: true, cost: 6);
    public static readonly ScalarPrimitive Sin = Unary("Sin", Interval.Real, static (x, y) => Term.Call(Cos!, x));
    public static readonly ScalarPrimitive Cos = Unary("Cos", Interval.Real, static (x, y) => -Term.Call(Sin, x));
    public static readonly ScalarPrimitive Tanh = Unary("Tanh", Interval.Real, static (x, y) => 1 - (y * y));

    /// <summary>At 0 the derivative is 0; of NaN it is NaN.</summary>
    public static readonly ScalarPrimitive Abs = Unary("Abs", Interval.Real, static (x, y) => Term.Select(x > 0, 1, Term.Select(x < 0, -1, x)), cost: 1);

    public static IEnumerable<ScalarPrimitive> All => [Exp, Log, Sqrt, Sin, Cos, Tanh, Abs];

    private static ScalarPrimitive Unary(string name, Interval domain, Func<Term, Term, Term> partial, bool hasPole = false, int cost = 20) =>
        new(name, 1, ResultRule.First) { Partials = [(x, y) => partial(x[0], y)], Domain = [domain], HasPole = hasPole, Cost = cost };
}
