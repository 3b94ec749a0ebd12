using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>References to elements and variables: <c>ref</c> locals, and variables that they refer to.</summary>
internal sealed class ReferenceLowering(LoweringContext context)
{
    private Builder Builder => context.Builder;

    /// <summary>Memory of one element, for a variable that is referred to.</summary>
    public Reference Cell(ISymbol variable, ITypeSymbol type)
    {
        using IEnumerator<string> names = SplitTypes.LeafNames(type, variable.Name).GetEnumerator();
        Lowered memory = TypeLowering.BuildMemory(type, MemoryForm.Span, cell => Builder.Define(cell, new Alloc(Builder.Int(1)), names.MoveNext() ? names.Current : null));
        return new Reference(memory, Builder.Int(0), InRange: true);
    }

    /// <summary>A reference made of leaves.</summary>
    public static Reference Build(ITypeSymbol element, MemoryForm form, Func<IrType, Value> leaf) => new(TypeLowering.BuildMemory(element, form, leaf), leaf(ScalarType.Int32));

    /// <summary>What <c>ref</c> of an expression refers to; it throws here, if it is not there.</summary>
    public Reference Of(IOperation target)
    {
        switch (target)
        {
            case IParenthesizedOperation parenthesized:
                return Of(parenthesized.Operand);
            case IDeclarationExpressionOperation declaration:
                return Of(declaration.Expression);
            case ILocalReferenceOperation { Local: var local } when context.Environment[local] is Reference reference:
                return reference;
            case IParameterReferenceOperation { Parameter: var parameter } when context.Environment[parameter] is Reference reference:
                return reference;
            case IConditionalOperation { IsRef: true } choice:
                Value condition = context.Expressions.Value(choice.Condition);
                return (Reference)BranchLowering.Choose(context, condition, () => Of(choice.WhenTrue), () => Of(choice.WhenFalse!))!;
            case IArrayElementReferenceOperation or IPropertyReferenceOperation or IImplicitIndexerReferenceOperation when context.Elements.Locate(target) is ElementPlace place:
                return Of(place);
            case IInstanceReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation when context.Assignments.TryLocate(target) is ElementPlace place:
                return Of(place);
            default:
                context.Refuse(target, "A reference to this", "refer to an element of a span or array, or to a local");
                return Build(target.Type!, MemoryForm.Span, context.Placeholder);
        }
    }

    /// <summary>The place that a reference stands for.</summary>
    public static ElementPlace Place(IOperation syntax, Reference reference) => new(syntax, reference.Memory, reference.Index, reference.InRange);

    public Reference Of(ElementPlace place)
    {
        if (!place.InRange) context.At(place.Syntax, () => Builder.Load(place.Memory.Leaves.First(), place.Index));
        return new Reference(place.Memory, Builder.Convert(place.Index, ScalarType.Int32), place.InRange && place.Index.Type == ScalarType.Int32);
    }
}
