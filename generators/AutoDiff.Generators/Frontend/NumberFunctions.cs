using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>The user's static methods that are functions of numbers: all they see is what they are handed, all they do is return or throw.</summary>
internal sealed class NumberFunctions(MethodBodies bodies)
{
    private readonly Dictionary<IMethodSymbol, bool> known = new(SymbolEqualityComparer.Default);

    public bool Contains(IMethodSymbol method)
    {
        if (!known.TryGetValue(method, out bool contained)) known[method] = contained = bodies.Graph.Reachable(method).All(IsOne);
        return contained;
    }

    /// <summary>Of the methods that it calls nothing is asked here.</summary>
    private bool IsOne(IMethodSymbol method) => CallEffects.IsOnNumbers(method)
        || IsGenericMath(method)
        || (CallEffects.TakesNumbers(method) && bodies.Of(method) is { } body && body.Descendants().All(IsPure))
        || (method.MethodKind == MethodKind.Constructor && IsException(method.ContainingType))
        || (method.MethodKind == MethodKind.PropertyGet && IsExtent(method));

    private static bool IsPure(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Field: var field } => field.IsConst || (field is { IsStatic: true, IsReadOnly: true } && TypeLowering.Scalar(field.Type) is not null),
        IPropertyReferenceOperation { Property.GetMethod: { } getter } => IsExtent(getter) || IsGenericMath(getter),
        IEventReferenceOperation or IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation or IAwaitOperation or ILockOperation => false,
        IAddressOfOperation or IDelegateCreationOperation or IAnonymousFunctionOperation => false,
        { Kind: OperationKind.None } => false,
        _ => true,
    };

    /// <summary>An operator, function or constant of whatever type of number a type parameter stands for.</summary>
    private static bool IsGenericMath(IMethodSymbol method) => method is { IsStatic: true, ContainingType: { TypeKind: TypeKind.Interface, ContainingNamespace: { Name: "Numerics", ContainingNamespace.Name: "System" } } };

    private static bool IsExtent(IMethodSymbol getter) => getter.AssociatedSymbol is IPropertySymbol { Name: "Length", ContainingType.SpecialType: SpecialType.System_Array or SpecialType.System_String };

    private static bool IsException(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            if (level is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }) return !type.Locations.Any(static location => location.IsInSource);
        }

        return false;
    }
}
