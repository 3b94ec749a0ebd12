using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Assignments: locals become other values, elements are stored.</summary>
internal sealed class AssignmentLowering(LoweringContext context)
{
    /// <summary>The values that some variable has or had: those keep their names.</summary>
    private readonly HashSet<int> bound = [];
    private readonly List<int> boundInOrder = [];

    /// <summary>Brings a variable into scope: without a value, or as memory that something can refer to.</summary>
    public void Declare(ISymbol variable)
    {
        if (!context.AddressTaken.Contains(variable)) context.Environment.Declare(variable);
        else context.Environment[variable] = context.References.Cell(variable, TypeLowering.OfVariable(variable));
    }

    /// <summary>A variable has this value from here on, and a value that has no name yet is called after it.</summary>
    public void Bind(ISymbol variable, Lowered value)
    {
        if (variable is IMethodSymbol)
        {
            BindAsIs(variable, value);
            return;
        }

        using IEnumerator<string> names = SplitTypes.LeafNames(TypeLowering.OfVariable(variable), variable.Name).GetEnumerator();
        BindAsIs(variable, value.Map(leaf => Name(leaf, names.MoveNext() ? names.Current : variable.Name)));
    }

    /// <summary>A variable has this value from here on, which somebody else holds too.</summary>
    public void BindAsIs(ISymbol variable, Lowered value)
    {
        if (context.AddressTaken.Contains(variable))
        {
            var cell = (Reference)context.Environment[variable]!;
            foreach ((Value memory, Value leaf) in cell.Memory.Leaves.Zip(value.Leaves, static (memory, leaf) => (memory, leaf))) context.Builder.Store(memory, cell.Index, leaf, inRange: cell.InRange);
            return;
        }

        context.Environment[variable] = Keep(value);
    }

    /// <summary>Somebody holds the value, so that it keeps its names from here on.</summary>
    public Lowered Keep(Lowered value)
    {
        foreach (Value leaf in value.Leaves)
        {
            if (bound.Add(leaf.Id)) boundInOrder.Add(leaf.Id);
        }

        return value;
    }

    /// <summary>The variables that the action makes are gone with it, so that what it yields may yet be called after another.</summary>
    public Lowered Unnamed(System.Func<Lowered> action)
    {
        int before = boundInOrder.Count;
        Lowered result = action();
        foreach (int id in boundInOrder.Skip(before)) bound.Remove(id);
        boundInOrder.RemoveRange(before, boundInOrder.Count - before);
        return result;
    }

    public Lowered Simple(ISimpleAssignmentOperation assignment)
    {
        if (assignment.IsRef) return Refer(assignment);
        Place place = Locate(assignment.Target);
        if (EvaluationOrder.Matters(assignment.Value)) place = place.Refer(context);
        return Write(place, context.Expressions.Lower(assignment.Value));
    }

    /// <summary>A ref local stands for something else from here on.</summary>
    private Lowered Refer(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is not ILocalReferenceOperation { Local: var local }) return context.Refuse(assignment, "This ref assignment", "assign to a local");
        Reference reference = context.References.Of(assignment.Value);
        context.Environment[local] = reference;
        return ReferenceLowering.Place(assignment, reference).Read(context);
    }

    public Lowered Compound(ICompoundAssignmentOperation assignment)
    {
        Place place = Locate(assignment.Target);
        if (place is ObjectPlace counter && counter.TryUpdate(context, assignment) is { } counted) return counted;
        if (place is not ObjectPlace && context.UserOperators.TryCompound(assignment, place) is { } combined) return Write(place, combined);
        if (TypeLowering.Scalar(assignment.Target.Type) is not { } type || TypeLowering.Scalar(assignment.Value.Type) is not { } right || place is ObjectPlace)
        {
            return context.Refuse(assignment, "This compound assignment", "write the operation and the assignment apart");
        }

        bool isShift = assignment.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;
        Value before = context.Builder.Convert(place.Read(context).Leaves.Single(), isShift ? Promoted(type) : right);
        Value operand = context.Expressions.Value(assignment.Value);
        Value result = context.Operators.Apply(assignment.OperatorKind, assignment.IsChecked, before, operand)!;
        return Write(place, result, type, assignment.IsChecked);
    }

    public Lowered Increment(IIncrementOrDecrementOperation increment)
    {
        Place place = Locate(increment.Target);
        if (place is ObjectPlace counter && counter.TryUpdate(context, increment) is { } counted) return counted;
        if (increment.OperatorMethod is not null && place is not ObjectPlace && place.Read(context) is var old && context.UserOperators.TryIncrement(increment, old) is { } next)
        {
            Lowered written = Write(place, next);
            return increment.IsPostfix ? old : written;
        }

        if (TypeLowering.Scalar(increment.Target.Type) is not { } type || place is ObjectPlace)
        {
            return context.Refuse(increment, "This increment", "add 1 and assign");
        }

        Lowered before = place.Read(context);
        ScalarType promoted = Promoted(type);
        BinaryOperatorKind kind = increment.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        Value one = context.Builder.Number(promoted, 1);
        if (promoted == ScalarType.Int32) context.Ranges.Constant(one, 1);
        Value result = context.Operators.Apply(kind, increment.IsChecked, context.Builder.Convert(before.Leaves.Single(), promoted), one)!;
        Lowered after = Write(place, result, type, increment.IsChecked);
        return increment.IsPostfix ? before : after;
    }

    public Lowered Deconstruct(IDeconstructionAssignmentOperation assignment)
    {
        IOperation target = assignment.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : assignment.Target;
        IOperation source = assignment.Value is IConversionOperation { Operand: ITupleOperation literal } ? literal : assignment.Value;
        if (source.Type is { IsTupleType: true }) return Deconstruct((ITupleOperation)target, (places, values) => Split((ITupleOperation)target, source, places, values));
        return Deconstruct(assignment, (ITupleOperation)target, context.Expressions.Lower(source), source.Type!, MethodBodies.Deconstruction(assignment));
    }

    /// <summary>Gives the places of a tuple the parts of a value, which a method may have to take apart.</summary>
    public Lowered Deconstruct(IOperation syntax, ITupleOperation target, Lowered value, ITypeSymbol type, IMethodSymbol? method)
    {
        Aggregate? parts = method is null ? value as Aggregate : context.UserOperators.TryDeconstruct(method, type, value);
        if (parts is null) return context.Refuse(syntax, "This deconstruction", "assign the parts one by one");
        return Deconstruct(target, (places, values) => Split(target, parts, places, values));
    }

    private Aggregate Deconstruct(ITupleOperation target, System.Action<List<(Place Place, ITypeSymbol Type)>, List<Lowered>> split)
    {
        List<(Place Place, ITypeSymbol Type)> places = [];
        Locate(target, places, EvaluationOrder.Matters(target.Parent is IDeclarationExpressionOperation { Parent: { } declaring } ? declaring : target.Parent!));
        List<Lowered> values = [];
        split(places, values);
        for (int k = 0; k < places.Count; k++) places[k].Place.Write(context, values[k]);
        return new Aggregate(values.ToEquatableArray());
    }

    /// <summary>The value as the place's type has it.</summary>
    private Lowered Write(Place place, Value result, ScalarType type, bool isChecked)
    {
        Lowered value = new Scalar(isChecked && type.IsInteger && result.Type != type
            ? context.Builder.Define(type, new Apply(Arithmetic.ConvertChecked, [result]))
            : context.Builder.Convert(result, type));
        return Write(place, value);
    }

    private Lowered Write(Place place, Lowered value)
    {
        place.Write(context, value);
        return place is VariablePlace ? place.Read(context) : value;
    }

    private void Locate(ITupleOperation target, List<(Place, ITypeSymbol)> places, bool asReferences)
    {
        foreach (IOperation element in target.Elements)
        {
            if (element is ITupleOperation nested) Locate(nested, places, asReferences);
            else places.Add((asReferences ? Locate(element).Refer(context, amongOthers: true) : Locate(element), element.Type!));
        }
    }

    /// <summary>The parts of the source that go to the places, each named at once for the variable that it goes to.</summary>
    private void Split(ITupleOperation target, IOperation source, List<(Place Place, ITypeSymbol Type)> places, List<Lowered> values)
    {
        if (source is not ITupleOperation literal)
        {
            Split(target, (Aggregate)context.Expressions.Lower(source), places, values);
            return;
        }

        for (int k = 0; k < target.Elements.Length; k++)
        {
            if (target.Elements[k] is ITupleOperation nested) Split(nested, literal.Elements[k], places, values);
            else Take(context.Expressions.Lower(literal.Elements[k]), places, values);
        }
    }

    private void Split(ITupleOperation target, Aggregate source, List<(Place Place, ITypeSymbol Type)> places, List<Lowered> values)
    {
        for (int k = 0; k < target.Elements.Length; k++)
        {
            if (target.Elements[k] is ITupleOperation nested) Split(nested, (Aggregate)source.Parts[k], places, values);
            else Take(source.Parts[k], places, values);
        }
    }

    private void Take(Lowered value, List<(Place Place, ITypeSymbol Type)> places, List<Lowered> values)
    {
        (Place place, ITypeSymbol type) = places[values.Count];
        Lowered converted = place is DiscardPlace ? value : context.Conversions.Convert(value, type);
        values.Add(place is VariablePlace { Variable.Name: var name } ? Name(converted, name) : converted);
    }

    private Lowered Name(Lowered value, string name) => value.Map(leaf => Name(leaf, name));

    private Value Name(Value leaf, string name) => bound.Contains(leaf.Id) ? leaf : context.Builder.Name(leaf, name);

    /// <summary>The place that an expression is; what it consists of is evaluated here.</summary>
    public Place Locate(IOperation target)
    {
        if (TryLocate(target) is { } place) return place;
        if (PrimaryParameters.Is(target) || target is IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation { Indices: [{ Type.SpecialType: not SpecialType.None }, ..] })
        {
            return new ObjectPlace(target, context.Opaques.Target(target));
        }

        bool isUnsafe = OpaqueLowering.IsUnsafe(target);
        context.Refuse(target, "An assignment to this", "assign to a local, an element or a parameter", isUnsafe ? DiagnosticIds.UnsafeCode : DiagnosticIds.ExpressionNotSupported);
        return new DiscardPlace();
    }

    /// <summary>Null where the expression is no place that the compiler knows: a value, or a part of an object.</summary>
    public Place? TryLocate(IOperation target)
    {
        switch (target)
        {
            case IParenthesizedOperation parenthesized:
                return TryLocate(parenthesized.Operand);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }:
                return context.Construction.Current;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput }:
                return context.Patterns.Input;
            case IInstanceReferenceOperation:
                return context.Frame.This;
            case ILocalReferenceOperation { Local: var local } when context.Environment[local] is Reference reference:
                return ReferenceLowering.Place(target, reference);
            case IParameterReferenceOperation { Parameter: var parameter } when context.Environment[parameter] is Alias alias:
                return alias.Place;
            case IParameterReferenceOperation { Parameter: var parameter } when context.Environment[parameter] is Reference reference:
                return ReferenceLowering.Place(target, reference);
            case IConditionalOperation { IsRef: true }:
                return ReferenceLowering.Place(target, context.References.Of(target));
            case ILocalReferenceOperation local:
                return new VariablePlace(local.Local);
            case IParameterReferenceOperation { Parameter: var parameter } when PrimaryParameters.Is(parameter) && context.Environment[parameter] is null:
                return null;
            case IParameterReferenceOperation parameter:
                return new VariablePlace(parameter.Parameter);
            case IDeclarationExpressionOperation declaration:
                return TryLocate(declaration.Expression);
            case IDiscardOperation:
                return new DiscardPlace();
            case IArrayElementReferenceOperation or IPropertyReferenceOperation or IImplicitIndexerReferenceOperation
                when context.Elements.Locate(target) is { } element:
                return element;
            case IFieldReferenceOperation { Instance: { Type: { } type } whole } field when !context.IsObject(whole):
                return TryLocate(whole)?.Part(SplitTypes.IndexOf(type, field.Field));
            case IPropertyReferenceOperation { Instance: { Type: { } type } whole } property when !context.IsObject(whole):
                return context.Properties.TryLocate(property, whole, type);
            default:
                return null;
        }
    }

    /// <summary>The type that C# computes in.</summary>
    private static ScalarType Promoted(ScalarType type) => type.Kind is > ScalarKind.Bool and < ScalarKind.Int32 ? ScalarType.Int32 : type;
}
