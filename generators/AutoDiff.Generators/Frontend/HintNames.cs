using System;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>Names of generated files: stable, and unique without regard to case, as the compiler compares them.</summary>
internal static class HintNames
{
    private static readonly SymbolDisplayFormat Name = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType);

    public static string Of(IMethodSymbol method)
    {
        string name = method.ToDisplayString(Name).Replace('<', '{').Replace('>', '}');
        bool isAlone = method.ContainingType.GetMembers().OfType<IMethodSymbol>().Count(other => string.Equals(other.Name, method.Name, StringComparison.OrdinalIgnoreCase)) <= 1;
        return isAlone ? $"{name}.g.cs" : $"{name}.{Hash(method.ToDisplayString()):x8}.g.cs";
    }

    /// <summary>FNV-1a: the same in every process, unlike the framework's.</summary>
    private static uint Hash(string text) => text.Aggregate(2166136261u, static (hash, character) => unchecked((hash ^ character) * 16777619u));
}
