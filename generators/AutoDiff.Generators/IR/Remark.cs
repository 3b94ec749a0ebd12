namespace AutoDiff.Generators.IR;

/// <summary>What the compiler has to say about its own work: what became of a statement, or of the whole function where there is none.</summary>
internal sealed record Remark(Origin? Origin, string Text);
