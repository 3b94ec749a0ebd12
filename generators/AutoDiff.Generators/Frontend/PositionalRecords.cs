using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>Record structs of other assemblies, which look like any struct there: what their primary constructor does is known by
/// what the compiler writes for it.</summary>
internal static class PositionalRecords
{
    /// <summary>For each parameter of a primary constructor the property that it becomes; null where it is none, or where there is more than these.</summary>
    public static IReadOnlyList<int>? Parts(IMethodSymbol constructor)
    {
        INamedTypeSymbol type = constructor.ContainingType;
        if (!constructor.DeclaringSyntaxReferences.IsEmpty || constructor.Parameters.IsEmpty || !IsPrimary(constructor) || SplitTypes.PartsOf(type) is not { } parts) return null;
        bool isWhole = parts.Count == constructor.Parameters.Length
            && parts.Zip(constructor.Parameters, static (part, parameter) => part.Property is { Name: var name } && name == parameter.Name && IsSame(part.Type, parameter.Type)).All(static same => same);
        return isWhole ? [.. Enumerable.Range(0, parts.Count)] : null;
    }

    /// <summary>The compiler writes how to compare records only, and how to take one apart into the parameters of its primary constructor.</summary>
    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.ContainingType.GetMembers(WellKnownMemberNames.EqualityOperatorName).Any(IsGenerated)
        && constructor.ContainingType.GetMembers("Deconstruct").OfType<IMethodSymbol>().Any(method => IsGenerated(method)
            && method.Parameters.Length == constructor.Parameters.Length
            && method.Parameters.Zip(constructor.Parameters, static (part, parameter) => part.RefKind == RefKind.Out && part.Name == parameter.Name && IsSame(part.Type, parameter.Type)).All(static same => same));

    private static bool IsGenerated(ISymbol member) => member.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: nameof(CompilerGeneratedAttribute) });

    private static bool IsSame(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
