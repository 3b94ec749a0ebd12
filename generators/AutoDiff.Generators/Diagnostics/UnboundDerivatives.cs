using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generators.Diagnostics;

/// <summary>Names of members that are about to be generated. While that is going on they mean nothing to the compiler.</summary>
internal static class UnboundDerivatives
{
    private static readonly string[] Suffixes = Enum.GetNames(typeof(DerivativeKind));

    /// <summary>What the member of a method is called that has the given name; null where no member is called so.</summary>
    public static string? MethodOf(string name) =>
        Suffixes.FirstOrDefault(suffix => name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal)) is { } kind ? name.Substring(0, name.Length - kind.Length) : null;

    /// <summary>Some name in the code is that of a derivative, and bound to nothing.</summary>
    public static bool MayStandIn(SyntaxNode code, SemanticModel semantics) =>
        code.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => MethodOf(name.Identifier.ValueText) is not null && semantics.GetSymbolInfo(name).Symbol is null);
}
