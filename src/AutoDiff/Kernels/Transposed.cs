using System;

namespace AutoDiff;

/// <summary>Which factors of a matrix product stand in memory as their transposes.</summary>
[Flags]
public enum Transposed
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>The first factor, A.</summary>
    A = 1,

    /// <summary>The second factor, B.</summary>
    B = 2,
}
