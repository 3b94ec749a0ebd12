using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Diagnostics;

/// <summary>What a pass reports: it knows the ordinal of a statement or expression in its method, not where that stands.
/// Ordinal 0 is the method itself.</summary>
internal sealed record PassDiagnostic(string Id, int Ordinal, EquatableArray<string> Arguments);
