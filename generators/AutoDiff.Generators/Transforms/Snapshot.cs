using System.Collections.Generic;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>What a part of memory holds in front of a statement, for the reverse sweep to read when the memory has moved on.</summary>
/// <param name="Copy">The copy, as a value of the block that the statement stands in.</param>
/// <param name="Part">What is copied.</param>
/// <param name="Ahead">Lets in front of the statement that the part needs.</param>
/// <param name="Window">The bounds of the loop whose index the part is read by: no more elements than these are copied.</param>
internal sealed record Snapshot(Value Copy, Value Part, IReadOnlyList<Let> Ahead, (Value Lower, Value Upper)? Window = null);

/// <summary>A load as the reverse sweep repeats it, after lets that it needs.</summary>
internal sealed record Reread(IReadOnlyList<Let> Ahead, Let Load);
