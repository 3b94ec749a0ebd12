using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Properties and indexers of structs that are split, and static ones that yield such: those without code are parts,
/// the code of all others takes their place.</summary>
internal sealed class PropertyLowering(LoweringContext context)
{
    /// <summary>Null where it is a property of something else.</summary>
    public Lowered? TryRead(IPropertyReferenceOperation property)
    {
        if (property.Instance is not { Type: { } type } instance)
        {
            return property.Property is { GetMethod: { } get } && SplitTypes.IsSplit(property.Type) && context.Inlining.Concerns(get) ? context.Inlining.Run(property, get, null, []) : null;
        }

        if (MethodBodies.IsOfExtensionBlock(property.Property)) return property.Property.GetMethod is { } extension && context.Inlining.Concerns(extension, type) ? context.Inlining.Run(property, instance) : null;
        if (context.IsObject(instance)) return null;
        if (property.Property.GetMethod is { } known && NumericsLowering.Knows(known)) return context.Numerics.Run(known, context.Expressions.Lower(instance));
        return SplitTypes.IndexOf(type, property.Property, isWritten: false) is >= 0 and var part ? context.Expressions.Part(instance, part) : Of(property, Receiver(property, instance)).Read(context);
    }

    /// <summary>The place that a property of a split struct is; null where it is a part of a value that has no place.</summary>
    public Place? TryLocate(IPropertyReferenceOperation property, IOperation instance, ITypeSymbol type)
    {
        int part = SplitTypes.IndexOf(type, property.Property, isWritten: true);
        if (context.Assignments.TryLocate(instance) is not { } whole) return null;
        return part >= 0 ? whole.Part(part) : Of(property, whole.Receiver(context));
    }

    private Place Receiver(IPropertyReferenceOperation property, IOperation instance) => context.Receivers.Of(instance, property.Property.GetMethod ?? property.Property.SetMethod!);

    private PropertyPlace Of(IPropertyReferenceOperation property, Place receiver) =>
        new(property, receiver, property.Arguments.Select(argument => context.Assignments.Keep(context.Expressions.Lower(argument.Value))).ToEquatableArray());
}
