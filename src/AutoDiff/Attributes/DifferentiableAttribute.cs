using System;

namespace AutoDiff;

/// <summary>Asks the compiler to generate derivatives of a method. They stand beside it, in the same partial type and with the same accessibility.</summary>
/// <param name="derivatives">The members to generate.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DifferentiableAttribute(Derivatives derivatives) : Attribute
{
    /// <summary>Asks for the gradient of a scalar-valued method and for the pullback of every other.</summary>
    public DifferentiableAttribute()
        : this(Derivatives.Default)
    {
    }

    /// <summary>The members to generate.</summary>
    public Derivatives Derivatives { get; } = derivatives;

    /// <summary>
    /// Whether loops may use SIMD, which reassociates reductions and contracts products to fused multiply-adds. When <see langword="false"/>,
    /// the generated value is the method's own to the last bit.
    /// </summary>
    public bool Vectorize { get; set; } = true;
}
