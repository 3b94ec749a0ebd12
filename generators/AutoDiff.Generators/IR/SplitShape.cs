namespace AutoDiff.Generators.IR;

/// <summary>A scalar of a value that is split: where C# finds it (<c>.Position.X</c>) and its type.</summary>
internal sealed record SplitLeaf(string Path, IrType Type);

/// <summary>How a tuple or struct that is split into scalars stands in C#.</summary>
/// <param name="Construction">What puts it together again: an expression with a hole <c>{0}</c>, <c>{1}</c> … for each leaf, and braces doubled;
/// null where nothing does, so that it can only be read.</param>
internal sealed record SplitShape(EquatableArray<SplitLeaf> Leaves, string? Construction);
