using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Diagnostics;

/// <summary>A diagnostic by value, with its place in the source.</summary>
/// <param name="Signature">The declaration that would mend it, for the code fix.</param>
internal sealed record SourceDiagnostic(string Id, SourceSpan Span, EquatableArray<string> Arguments, string? Signature = null)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptors.Of(Id), Span.ToLocation(), Properties, [.. Arguments.Cast<object>()]);

    private ImmutableDictionary<string, string?> Properties => Signature is null
        ? ImmutableDictionary<string, string?>.Empty
        : ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Signature, Signature);
}
