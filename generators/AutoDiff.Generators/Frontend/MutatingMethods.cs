using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>The methods and accessors of structs that may change their instance.</summary>
internal sealed class MutatingMethods(MethodBodies bodies)
{
    private readonly Dictionary<IMethodSymbol, bool> known = new(SymbolEqualityComparer.Default);

    /// <summary>While a method is being looked into, it is taken to change nothing but what is found elsewhere.</summary>
    public bool Contains(IMethodSymbol? method)
    {
        if (method is null || method.IsStatic || method.IsReadOnly || !SplitTypes.IsSplit(method.ContainingType)) return false;
        IMethodSymbol definition = MethodBodies.Implementation(method);
        if (known.TryGetValue(definition, out bool changes)) return changes;
        known[definition] = false;
        return known[definition] = bodies.Code(definition).SelectMany(static code => code.DescendantsAndSelf()).Any(Changes);
    }

    private bool Changes(IOperation operation) => operation switch
    {
        IAssignmentOperation { Target: var target } => IsPartOfThis(target),
        IIncrementOrDecrementOperation { Target: var target } => IsPartOfThis(target),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: var value } => IsPartOfThis(value),
        IVariableDeclaratorOperation { Symbol.IsRef: true, Initializer.Value: var value } => IsPartOfThis(value),
        IInvocationOperation { Instance: { } instance } call => IsPartOfThis(instance) && Contains(call.TargetMethod),
        IPropertyReferenceOperation { Instance: { } instance } property => IsPartOfThis(instance) && Contains(property.Property.GetMethod),
        _ => false,
    };

    private static bool IsPartOfThis(IOperation operation) => operation switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => true,
        IMemberReferenceOperation { Instance: { } whole } => SplitTypes.IsSplit(whole.Type) && IsPartOfThis(whole),
        ITupleOperation tuple => tuple.Elements.Any(IsPartOfThis),
        IParenthesizedOperation parenthesized => IsPartOfThis(parenthesized.Operand),
        _ => false,
    };
}
