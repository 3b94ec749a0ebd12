namespace AutoDiff;

/// <summary>A function of each element of a product, computed while the product is stored. The derivatives of all of them follow from their results.</summary>
public enum Activation
{
    /// <summary>The element itself.</summary>
    None,

    /// <summary>The rectifier, max(0, x). Its derivative at 0 is 0.</summary>
    Relu,

    /// <summary>The logistic function, 1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,
}
