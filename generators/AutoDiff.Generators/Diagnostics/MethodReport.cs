using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Diagnostics;

/// <summary>What lowering a method reports, and where its statements stand: all that changes when the method only moves.</summary>
/// <param name="Method">The hint name of the method's file.</param>
/// <param name="Spans">By ordinal.</param>
internal sealed record MethodReport(string Method, EquatableArray<SourceDiagnostic> Diagnostics, EquatableArray<SourceSpan> Spans)
{
    /// <summary>The diagnostics of the frontend, then those of the passes at their places.</summary>
    public IEnumerable<Diagnostic> With(EquatableArray<PassDiagnostic> passes) => Diagnostics
        .Concat(passes.Select(diagnostic => new SourceDiagnostic(diagnostic.Id, Spans[diagnostic.Ordinal], diagnostic.Arguments)))
        .Select(static diagnostic => diagnostic.ToDiagnostic());
}
