using System;
using System.Collections.Generic;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Frontend;

/// <summary>The members to generate beside a method; the numbers are those of the runtime's enum.</summary>
[Flags]
internal enum Derivatives
{
    Default = 0,
    Gradient = 1,
    Vjp = 2,
    Jvp = 4,
    Hvp = 8,
    Jacobian = 16,
    Hessian = 32,
}

internal static class DerivativesExtensions
{
    /// <summary>The members that were asked for, in their order.</summary>
    public static IEnumerable<DerivativeKind> Kinds(this Derivatives derivatives)
    {
        for (DerivativeKind kind = DerivativeKind.Gradient; kind <= DerivativeKind.Hessian; kind++)
        {
            if (((int)derivatives & (1 << (int)kind)) != 0) yield return kind;
        }
    }
}

/// <summary>All that compiling a method depends on, by value: no symbols, no syntax, no locations.</summary>
/// <param name="Derivatives">What was asked for; <see cref="Derivatives.Default"/> is resolved.</param>
/// <param name="Module">The method as a function, with those that it calls.</param>
/// <param name="HintName">The name of the generated file, unique in the compilation.</param>
/// <param name="PortableId">The documentation id of a method that other assemblies may look into; empty where they may not.</param>
internal sealed record MethodModel(MethodSignature Signature, Module Module, Derivatives Derivatives, bool Vectorize, string HintName, string PortableId = "")
{
    public Function Function => Module.Root;
}
