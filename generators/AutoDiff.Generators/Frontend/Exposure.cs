using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>Who may access a member that generated code names.</summary>
internal static class Exposure
{
    /// <summary>Every assembly may.</summary>
    public static bool IsPublic(ISymbol symbol)
    {
        for (ISymbol? level = symbol; level is not null and not INamespaceSymbol; level = level.ContainingType)
        {
            if (level.DeclaredAccessibility is not (Accessibility.Public or Accessibility.NotApplicable)) return false;
        }

        return true;
    }

    /// <summary>A member of the given type may. Symbols may come from different compilations of the same source.</summary>
    public static bool IsAccessible(ISymbol symbol, INamedTypeSymbol from)
    {
        for (ISymbol? level = symbol; level is not null and not INamespaceSymbol; level = level.ContainingType)
        {
            if (level.DeclaredAccessibility == Accessibility.Private && level.ContainingType is { } owner && !IsWithin(from, owner)) return false;
        }

        return true;
    }

    private static bool IsWithin(INamedTypeSymbol type, INamedTypeSymbol owner)
    {
        string name = owner.OriginalDefinition.ToDisplayString();
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
        {
            if (level.OriginalDefinition.ToDisplayString() == name) return true;
        }

        return false;
    }
}
