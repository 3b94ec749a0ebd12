using System;

namespace AutoDiff;

/// <summary>The members to generate beside a method marked <see cref="DifferentiableAttribute"/>. For a method <c>F</c> each is named <c>F</c> and the flag.</summary>
[Flags]
public enum Derivatives
{
    /// <summary><see cref="Gradient"/> for a scalar-valued method, <see cref="Vjp"/> for every other.</summary>
    Default = 0,

    /// <summary><c>FGradient</c> returns the value of a scalar-valued method and overwrites every <c>d</c> with its gradient.</summary>
    Gradient = 1,

    /// <summary><c>FVjp</c>, the pullback, adds the seed times the derivative to every <c>d</c> and returns the value.</summary>
    Vjp = 2,

    /// <summary><c>FJvp</c>, the pushforward, returns the value and its derivative along the tangents <c>v</c>.</summary>
    Jvp = 4,

    /// <summary><c>FHvp</c> returns the value of a scalar-valued method and overwrites every <c>d</c> with its gradient and every <c>h</c> with its Hessian times <c>v</c>.</summary>
    Hvp = 8,

    /// <summary><c>FJacobian</c> writes all derivatives of all outputs, row-major, a row for each output.</summary>
    Jacobian = 16,

    /// <summary><c>FHessian</c> returns the value of a scalar-valued method and writes its gradient and its symmetric, row-major Hessian.</summary>
    Hessian = 32,
}
