using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>May a method that is not looked into write the memory of a parameter? Not if all that its body does with it is plain to be reading.</summary>
internal static class ParameterWrites
{
    public static bool May(IParameterSymbol parameter, MethodBodies bodies)
    {
        if (TypeLowering.Memory(parameter.Type) is null or { Form: MemoryForm.ReadOnlySpan }) return false;
        if (bodies.Of((IMethodSymbol)parameter.ContainingSymbol) is not { } body) return true;
        string name = parameter.Name;
        return body.Descendants().OfType<IParameterReferenceOperation>().Any(use => use.Parameter.Name == name && !IsRead(use));
    }

    private static bool IsRead(IOperation memory) => memory.Parent switch
    {
        IArrayElementReferenceOperation element => element.ArrayReference == memory && IsReadElement(element),
        IPropertyReferenceOperation { Property: { IsIndexer: true } } element => element.Instance == memory && IsReadElement(element),
        IPropertyReferenceOperation { Property.Name: "Length" or "LongLength" or "IsEmpty" } => true,
        IConversionOperation { Type: INamedTypeSymbol { Name: "ReadOnlySpan" } } => true,
        IForEachLoopOperation loop => loop.Collection == memory && !loop.Locals.Any(static local => local.IsRef),
        IConversionOperation { Parent: IForEachLoopOperation loop } => !loop.Locals.Any(static local => local.IsRef),
        _ => false,
    };

    /// <summary>Not assigned to, and not handed on by reference; rows of arrays of arrays may be anything.</summary>
    private static bool IsReadElement(IOperation element) => TypeLowering.Scalar(element.Type) is not null && element.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target != element && !(assignment is ISimpleAssignmentOperation { IsRef: true }),
        IIncrementOrDecrementOperation or IAddressOfOperation or ITupleOperation or IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } or IReturnOperation => false,
        IArgumentOperation argument => argument.Parameter is { RefKind: RefKind.None },
        IConditionalOperation choice => !choice.IsRef,
        _ => true,
    };
}
