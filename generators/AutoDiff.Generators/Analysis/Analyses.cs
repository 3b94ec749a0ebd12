using System.Runtime.CompilerServices;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>What is known of functions, for as long as they are there: passes that change nothing leave the same function to the next one, which asks the same.</summary>
/// <typeparam name="TAnalysis">Nothing of it changes once it is made.</typeparam>
internal static class Analyses<TAnalysis>
    where TAnalysis : class
{
    private static readonly ConditionalWeakTable<Function, TAnalysis> Known = new();

    public static TAnalysis Of(Function function, ConditionalWeakTable<Function, TAnalysis>.CreateValueCallback create) => Known.GetValue(function, create);
}
