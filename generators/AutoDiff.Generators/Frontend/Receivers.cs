using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>What methods and accessors of structs that are split are called on.</summary>
internal sealed class Receivers(LoweringContext context)
{
    /// <summary>Where the struct stands that a method or accessor is called on.</summary>
    public Place Of(IOperation instance, IMethodSymbol method)
    {
        switch (IsReadOnly(instance) ? null : context.Assignments.TryLocate(instance))
        {
            case ElementPlace element:
                return ReferenceLowering.Place(instance, context.References.Of(element));
            case { } place:
                return place.Receiver(context);
            default:
                if (IsOfAnObject(instance) && context.Bodies.Mutating.Contains(method)) context.Refuse(instance, $"A struct of an object that '{method.Name}' changes", "copy it into a local, and assign it afterwards");
                return new TemporaryPlace(context.Expressions.Lower(instance));
        }
    }

    /// <summary>What is changed there stays changed, and is not known here.</summary>
    private bool IsOfAnObject(IOperation instance) => !IsReadOnly(instance) && instance is IFieldReferenceOperation or IArrayElementReferenceOperation or IInstanceReferenceOperation or IPropertyReferenceOperation { Property.ReturnsByRef: true };

    /// <summary>A variable that may not be written: a method that changes its instance changes a copy of it.</summary>
    private bool IsReadOnly(IOperation instance) => instance switch
    {
        ILocalReferenceOperation { Local: var local } => local.RefKind == RefKind.RefReadOnly || (local.IsForEach && !local.IsRef),
        IParameterReferenceOperation { Parameter: var parameter } => parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter,
        IFieldReferenceOperation { Instance: { } whole } field => (field.Field.IsReadOnly && context.Frame.Method.MethodKind != MethodKind.Constructor) || IsReadOnly(whole),
        IPropertyReferenceOperation { Property.ReturnsByRef: false } => true,
        IInstanceReferenceOperation => context.Frame.Method.IsReadOnly,
        _ => false,
    };
}
