namespace AutoDiff.Generators.Emit;

/// <summary>A line of code and the user's statement that it comes from, where the reader is to be told.</summary>
internal readonly record struct SourceLine(int Depth, string Text, string? Origin);
