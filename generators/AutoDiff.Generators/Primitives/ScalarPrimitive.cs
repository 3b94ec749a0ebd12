using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

/// <summary>The partial derivative by one operand, built from the operands and the result.</summary>
internal delegate Term Partial(IReadOnlyList<Term> operands, Term result);

/// <summary>A scalar function and its derivative: one entry serves both modes, the emitter and the tests.</summary>
internal sealed class ScalarPrimitive(string name, int arity, ResultRule resultRule) : Primitive(name, arity, resultRule)
{
    /// <summary>One entry an operand; null where the derivative is zero everywhere it exists (floor) or the operand is not a number
    /// of the continuum (a bool, a count of digits).</summary>
    public IReadOnlyList<Partial?> Partials { get; init; } = new Partial?[arity];

    /// <summary>Where each operand may lie for the rule to hold: one interval an operand. The tests sample it.</summary>
    public IReadOnlyList<Interval> Domain { get; init; } = [];

    /// <summary>What each operand is; numbers unless it says otherwise.</summary>
    public IReadOnlyList<Operand> Operands { get; init; } = new Operand[arity];

    /// <summary>The name of the method in C#, which overloads share.</summary>
    public string Method { get; init; } = name;

    /// <summary>Some partial is infinite or NaN at a finite operand, so a zero adjoint must not be multiplied by it: 0·∞ = 0.</summary>
    public bool HasPole { get; init; }

    /// <summary>Where the only poles are, as (operand, number): elsewhere the product needs no guard. Null where they cannot be listed.</summary>
    public IReadOnlyList<(int Operand, double At)>? Poles { get; init; }

    /// <summary>What the result lies in, whatever the operands are.</summary>
    public Interval Image { get; init; } = Interval.Real;

    /// <summary>Where it is not the same for all operands: how each partial is multiplied.</summary>
    public IReadOnlyList<Guard>? Guards { get; init; }

    /// <summary>What it is spelled out as after the last differentiation, where C# has no name for it: the rule above holds where the
    /// derivative of the expression would not.</summary>
    public Func<Term, Term>? Definition { get; init; }

    public bool IsDifferentiable => Partials.Any(static partial => partial is not null);

    public Guard GuardOf(int operand) => Guards is { } guards ? guards[operand] : HasPole ? Guard.Incoming : Guard.None;
}
