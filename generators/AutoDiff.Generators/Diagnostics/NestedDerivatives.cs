using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generators.Diagnostics;

/// <summary>Calls of members that are about to be generated. While that is going on they are errors to the compiler, and afterwards they are none.</summary>
internal static class NestedDerivatives
{
    private static readonly string[] Suffixes = Enum.GetNames(typeof(DerivativeKind));

    public static IEnumerable<InvocationExpressionSyntax> In(SyntaxNode member, SemanticModel semantics) =>
        member.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => NameOf(call) is { } name && IsGenerated(name, semantics));

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax access => access.Name,
        _ => null,
    };

    private static bool IsGenerated(SimpleNameSyntax name, SemanticModel semantics)
    {
        string text = name.Identifier.ValueText;
        if (Suffixes.FirstOrDefault(suffix => text.Length > suffix.Length && text.EndsWith(suffix, StringComparison.Ordinal)) is not { } kind) return false;
        SymbolInfo found = semantics.GetSymbolInfo(name);
        if (found.Symbol is not null || !found.CandidateSymbols.IsEmpty) return false;
        string method = text.Substring(0, text.Length - kind.Length);
        IEnumerable<ISymbol> named = name.Parent is MemberAccessExpressionSyntax access && access.Name == name
            ? (semantics.GetSymbolInfo(access.Expression).Symbol as ITypeSymbol ?? semantics.GetTypeInfo(access.Expression).Type)?.GetMembers(method) ?? []
            : semantics.LookupSymbols(name.SpanStart, name: method);
        return named.Any(static symbol => symbol.GetAttributes().Any(static attribute => attribute.AttributeClass?.ToDisplayString() == "AutoDiff.DifferentiableAttribute"));
    }
}
