using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Optimization;

/// <summary>Parameters that belong together, such as a matrix of weights: a name and a shape. The last dimension is the one whose elements are neighbours.</summary>
public sealed class ParameterBlock
{
    /// <summary>A block; without dimensions, a single number.</summary>
    /// <exception cref="ArgumentException">The name is empty, a dimension is negative, or there are more elements than memory can be addressed.</exception>
    public ParameterBlock(string name, params nint[] shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Any(dimension => dimension < 0))
        {
            throw new ArgumentException($"Block '{name}' has shape [{string.Join(", ", shape)}], but no dimension may be negative.", nameof(shape));
        }

        (Name, Shape) = (name, Array.AsReadOnly([.. shape]));
        Length = CountOf(name, shape);
    }

    /// <summary>The name, unique in its layout.</summary>
    public string Name { get; }

    /// <summary>The dimensions, the slowest first.</summary>
    public IReadOnlyList<nint> Shape { get; }

    /// <summary>The number of dimensions: 2 for a matrix.</summary>
    public int Rank => Shape.Count;

    /// <summary>The number of elements.</summary>
    public nint Length { get; }

    /// <summary>The last dimension; 1 for a number.</summary>
    internal nint Columns => Rank > 0 ? Shape[^1] : 1;

    /// <summary>The dimension before the last; 1 if there is none.</summary>
    internal nint Rows => Rank > 1 ? Shape[^2] : 1;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}[{string.Join(", ", Shape)}]";

    private static nint CountOf(string name, nint[] shape)
    {
        try
        {
            // A dimension of zero makes the block empty however large the others are.
            return shape.Contains(0) ? 0 : shape.Aggregate((nint)1, static (count, dimension) => checked(count * dimension));
        }
        catch (OverflowException overflow)
        {
            throw new ArgumentException($"Block '{name}' has shape [{string.Join(", ", shape)}]: more elements than can be addressed.", nameof(shape), overflow);
        }
    }
}
