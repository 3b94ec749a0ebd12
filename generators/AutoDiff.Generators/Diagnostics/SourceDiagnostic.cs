using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Diagnostics;

/// <summary>A diagnostic by value, with its place in the source.</summary>
internal sealed record SourceDiagnostic(string Id, SourceSpan Span, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptors.Of(Id), Span.ToLocation(), [.. Arguments.Cast<object>()]);
}
