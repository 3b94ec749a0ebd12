using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>What is known of the structs of System.Numerics, whose code is not at hand.</summary>
internal static class FrameworkStructs
{
    public static bool IsOfNumerics(INamedTypeSymbol? type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>The parts of a struct of which no field is to be seen; null where they are its fields.</summary>
    public static IReadOnlyList<TypePart>? PartsOf(INamedTypeSymbol type) => IsOfNumerics(type) && type.Name == "Complex"
        ? [.. new[] { "Real", "Imaginary" }.SelectMany(name => type.GetMembers(name)).OfType<IPropertySymbol>().Select(static property => new TypePart(property.Name, property.Type, null, property))]
        : null;

    /// <summary>For each parameter of a constructor the part that it becomes; null where that is not all that it does.</summary>
    public static IReadOnlyList<int>? Parts(IMethodSymbol constructor)
    {
        if (!IsOfNumerics(constructor.ContainingType) || SplitTypes.PartsOf(constructor.ContainingType) is not { } known) return null;
        List<TypePart> parts = [.. known];
        List<int> order = [.. constructor.Parameters.Select(parameter => parts.FindIndex(part => IsNamed(part, parameter)))];
        return order.Count == parts.Count && order.Distinct().Count() == parts.Count && !order.Contains(-1) ? order : null;
    }

    private static bool IsNamed(TypePart part, IParameterSymbol parameter) =>
        string.Equals(part.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(part.Type, parameter.Type);
}
