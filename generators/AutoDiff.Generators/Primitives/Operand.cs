namespace AutoDiff.Generators.Primitives;

/// <summary>What an operand of a primitive is.</summary>
internal enum Operand
{
    /// <summary>A number of the primitive's own type.</summary>
    Number,

    /// <summary>A count or an exponent, always an Int32.</summary>
    Int32,

    /// <summary>An enum of the framework, carried as its number in an Int32.</summary>
    MidpointRounding,
}
