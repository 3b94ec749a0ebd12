using System;

namespace AutoDiff;

/// <summary>A function of a vector.</summary>
public delegate T ScalarFunction<T>(ReadOnlySpan<T> x)
    where T : unmanaged;

/// <summary>A function that returns its value and overwrites the gradient: what is generated as <c>FGradient(x, dX)</c> has this form.</summary>
public delegate T GradientFunction<T>(ReadOnlySpan<T> x, Span<T> gradient)
    where T : unmanaged;

/// <summary>A function that overwrites its results.</summary>
public delegate void VectorFunction<T>(ReadOnlySpan<T> x, Span<T> results)
    where T : unmanaged;

/// <summary>A function that overwrites its results and their Jacobian, row after row: what is generated as <c>FJacobian(x, results, jacobian)</c> has this form.</summary>
public delegate void JacobianFunction<T>(ReadOnlySpan<T> x, Span<T> results, Span<T> jacobian)
    where T : unmanaged;
