using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Diagnostics;

/// <summary>What lowering a method reports, and where its statements stand: all that changes when the method only moves.</summary>
/// <param name="Method">The hint name of the method's file.</param>
/// <param name="Spans">By ordinal; the first is the method's own.</param>
internal sealed record MethodReport(string Method, EquatableArray<SourceDiagnostic> Diagnostics, EquatableArray<SourceSpan> Spans)
{
    /// <summary>The diagnostics of the frontend, then those of the passes at their places.</summary>
    public IEnumerable<SourceDiagnostic> With(EquatableArray<PassDiagnostic> passes) =>
        Diagnostics.Concat(passes.Select(diagnostic => new SourceDiagnostic(diagnostic.Id, Spans[diagnostic.Ordinal], diagnostic.Arguments)));
}
