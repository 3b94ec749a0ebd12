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
        Callee callee = Callee.Of(method);
        if (known.TryGetValue(callee.Method, out bool changes)) return changes;
        known[callee.Method] = false;
        IParameterSymbol? receiver = callee.TakesReceiver ? callee.Method.Parameters[0] : null;
        return known[callee.Method] = bodies.Code(callee.Method).SelectMany(static code => code.DescendantsAndSelf()).Any(operation => Changes(operation, receiver));
    }

    private bool Changes(IOperation operation, IParameterSymbol? receiver) => operation switch
    {
        IAssignmentOperation { Target: var target } => IsPartOfThis(target, receiver),
        IIncrementOrDecrementOperation { Target: var target } => IsPartOfThis(target, receiver),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: var value } => IsPartOfThis(value, receiver),
        IVariableDeclaratorOperation { Symbol.IsRef: true, Initializer.Value: var value } => IsPartOfThis(value, receiver),
        IInvocationOperation { Instance: { } instance } call => IsPartOfThis(instance, receiver) && Contains(call.TargetMethod),
        IPropertyReferenceOperation { Instance: { } instance } property => IsPartOfThis(instance, receiver) && Contains(property.Property.GetMethod),
        _ => false,
    };

    /// <param name="receiver">The parameter that the instance has become.</param>
    private static bool IsPartOfThis(IOperation operation, IParameterSymbol? receiver) => operation switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => true,
        IParameterReferenceOperation { Parameter: var parameter } => SymbolEqualityComparer.Default.Equals(parameter, receiver),
        IMemberReferenceOperation { Instance: { } whole } => SplitTypes.IsSplit(whole.Type) && IsPartOfThis(whole, receiver),
        ITupleOperation tuple => tuple.Elements.Any(element => IsPartOfThis(element, receiver)),
        IParenthesizedOperation parenthesized => IsPartOfThis(parenthesized.Operand, receiver),
        _ => false,
    };
}
