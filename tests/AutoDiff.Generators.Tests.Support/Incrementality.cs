using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>What makes a generator's pipeline fast in an editor.</summary>
internal static class Incrementality
{
    private static readonly Type[] NeverKept =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(Location),
        typeof(Compilation), typeof(SemanticModel), typeof(IOperation), typeof(Diagnostic),
    ];

    /// <summary>The steps bear these names: else nothing would be asserted of them.</summary>
    public static void AssertRan(GeneratorDriverRunResult run, IEnumerable<string> steps)
    {
        foreach (string step in steps)
        {
            if (!OutputsOf(run, step).Any()) throw new XunitException($"There are generated files, but the step {step} yields nothing.");
        }
    }

    /// <summary>No output of the steps was made anew.</summary>
    public static void AssertCached(GeneratorDriverRunResult run, IEnumerable<string> steps, string edit)
    {
        foreach (string step in steps)
        {
            foreach ((_, IncrementalStepRunReason reason) in OutputsOf(run, step))
            {
                bool isCached = reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;
                if (!isCached) throw new XunitException($"After {edit} the step {step} is {reason}.");
            }
        }
    }

    /// <summary>Nothing that the steps yield reaches a symbol, syntax, a location or a compilation, which would be kept alive
    /// and never compare equal.</summary>
    public static void AssertHoldsNoCompilation(GeneratorDriverRunResult run, IEnumerable<string> steps)
    {
        foreach (string step in steps)
        {
            foreach ((object output, _) in OutputsOf(run, step))
            {
                if (ObjectGraph.Find(output, IsNeverKept) is { } path) throw new XunitException($"What the step {step} yields holds {path}.");
            }
        }
    }

    private static bool IsNeverKept(Type type) => NeverKept.Any(kind => kind.IsAssignableFrom(type));

    private static IEnumerable<(object Value, IncrementalStepRunReason Reason)> OutputsOf(GeneratorDriverRunResult run, string step) =>
        run.Results.Single().TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(one => one.Outputs) : [];
}
