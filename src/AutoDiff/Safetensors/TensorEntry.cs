using System.Collections.Generic;

namespace AutoDiff.Storage;

/// <summary>A tensor in a file.</summary>
/// <param name="Name">Its name, unique in the file.</param>
/// <param name="Type">What its elements are.</param>
/// <param name="Shape">Its dimensions, the slowest first; none for a single number.</param>
/// <param name="Offset">Where its bytes begin, from the end of the header.</param>
/// <param name="ByteLength">How many there are.</param>
public sealed record TensorEntry(string Name, TensorType Type, IReadOnlyList<long> Shape, long Offset, long ByteLength)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Type}[{string.Join(", ", Shape)}]";
}
