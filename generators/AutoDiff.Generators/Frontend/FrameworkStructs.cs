using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>What is known of the structs of System.Numerics, whose code is not at hand.</summary>
internal static class FrameworkStructs
{
    /// <summary>For each parameter of a constructor the part that it becomes; null where that is not all that it does.</summary>
    public static IReadOnlyList<int>? Parts(IMethodSymbol constructor)
    {
        if (constructor.ContainingType is not { ContainingNamespace: { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } } type) return null;
        List<TypePart> parts = [.. SplitTypes.PartsOf(type)!];
        List<int> order = [.. constructor.Parameters.Select(parameter => parts.FindIndex(part => IsNamed(part, parameter)))];
        return order.Count == parts.Count && order.Distinct().Count() == parts.Count && !order.Contains(-1) ? order : null;
    }

    private static bool IsNamed(TypePart part, IParameterSymbol parameter) =>
        string.Equals(part.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(part.Type, parameter.Type);
}
