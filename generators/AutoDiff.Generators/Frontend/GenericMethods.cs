using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>Generic methods marked [Differentiable]: one overload of each derivative for double and one for float.</summary>
internal static class GenericMethods
{
    /// <summary>Its type parameters can be double and float, by the interfaces of generic mathematics that constrain them.</summary>
    public static bool IsGeneric(IMethodSymbol method, Compilation compilation) =>
        method.IsGenericMethod && method.TypeParameters.All(parameter => Types(compilation).All(type => Fits(type, parameter)));

    public static IEnumerable<(ITypeSymbol Type, Specialization Method)> Overloads(IMethodSymbol method, Compilation compilation) =>
        from type in Types(compilation)
        let specialization = Specialization.Of(method, [.. method.TypeParameters.Select(_ => type)])
        where specialization is not null
        select (type, specialization);

    private static IEnumerable<ITypeSymbol> Types(Compilation compilation) =>
        [compilation.GetSpecialType(SpecialType.System_Double), compilation.GetSpecialType(SpecialType.System_Single)];

    private static bool Fits(ITypeSymbol type, ITypeParameterSymbol parameter) =>
        parameter.ConstraintTypes.Any(static constraint => constraint.ContainingNamespace?.ToDisplayString() == "System.Numerics")
        && !parameter.HasReferenceTypeConstraint
        && parameter.ConstraintTypes.All(constraint => type.AllInterfaces.Any(implemented => SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, constraint.OriginalDefinition)));
}
