using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Parameters of primary constructors that methods read: state of the object, like its fields, which has no name but its own.</summary>
internal static class PrimaryParameters
{
    public static bool Is(IOperation? expression) => expression is IParameterReferenceOperation { Parameter: var parameter } && Is(parameter);

    public static bool Is(ISymbol parameter) =>
        parameter is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } && constructor.DeclaringSyntaxReferences is [var declaration] && declaration.GetSyntax() is TypeDeclarationSyntax;

    /// <summary>The names that mean such parameters in the members of a type.</summary>
    public static IEnumerable<string> NamesIn(INamedTypeSymbol type) =>
        type.InstanceConstructors.SelectMany(static constructor => constructor.Parameters).Where(Is).Select(static parameter => parameter.Name);
}
