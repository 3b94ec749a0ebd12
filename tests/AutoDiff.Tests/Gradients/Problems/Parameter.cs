using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>What a parameter is to the derivative.</summary>
public enum Role
{
    /// <summary>A span that is only read; active.</summary>
    Input,

    /// <summary>An active number or struct, held as a buffer of one element.</summary>
    Scalar,

    /// <summary>A constant.</summary>
    Constant,

    /// <summary>An active span that the method may overwrite.</summary>
    InOut,

    /// <summary>A span that the method only writes.</summary>
    Output,

    /// <summary>Working memory.</summary>
    Scratch,
}

/// <summary>A parameter of a differentiable method and what it holds at the call. Output and scratch parameters hold NaN, so that reading them shows.</summary>
/// <param name="IsArray">Whether the method takes an array, which is passed whole.</param>
public sealed record Parameter<T>(string Name, Role Role, T[] Content, bool IsArray = false)
{
    /// <summary>How many numbers make an element: more than one of structs.</summary>
    public int ElementSize { get; init; } = 1;

    public bool IsActive => Role is Role.Input or Role.Scalar or Role.InOut;

    public bool IsWritten => Role is Role.InOut or Role.Output or Role.Scratch;

    /// <summary>The name of the parameter that is added for the gradient.</summary>
    public string GradientName => $"d{char.ToUpperInvariant(Name[0])}{Name[1..]}";
}
