using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>What becomes of a function's results: some move into out parameters, the others are read afterwards.</summary>
/// <param name="Destinations">A value for each out parameter.</param>
/// <param name="Sources">The results that move there.</param>
/// <param name="Read">The results that are returned or added to a parameter.</param>
internal sealed record FunctionExit(EquatableArray<Value> Destinations, EquatableArray<Value> Sources, EquatableArray<Value> Read);
