using System;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>What an assignment writes to. Its parts, such as an index, are evaluated once.</summary>
internal abstract record Place
{
    public abstract Lowered Read(LoweringContext context);

    public abstract void Write(LoweringContext context, Lowered value);

    /// <summary>The same as a reference, where C# makes one before it evaluates what is assigned: what is not there throws now.</summary>
    /// <param name="amongOthers">It is assigned together with others, as a part of a tuple.</param>
    public virtual Place Refer(LoweringContext context, bool amongOthers = false) => this;

    /// <summary>The same for a method to be called on: what code of its own yields is computed before.</summary>
    public virtual Place Receiver(LoweringContext context) => this;

    /// <summary>A part of the tuple or struct that stands here.</summary>
    public virtual Place Part(int part) => new PartPlace(this, part);
}

internal sealed record VariablePlace(ISymbol Variable) : Place
{
    /// <summary>A struct may get its fields one by one, and has no value before.</summary>
    public override Lowered Read(LoweringContext context) => context.Environment[Variable]
        ?? (SplitTypes.IsSplit(TypeLowering.OfVariable(Variable)) ? context.Placeholder(TypeLowering.OfVariable(Variable)) : throw new InvalidOperationException($"{Variable.Name} is read before it is assigned."));

    public override void Write(LoweringContext context, Lowered value) => context.Assignments.Bind(Variable, value);
}

/// <summary>A value on its way, such as a struct that an initializer fills.</summary>
internal sealed record TemporaryPlace(Lowered Initial) : Place
{
    private Lowered value = Initial;

    public override Lowered Read(LoweringContext context) => value;

    public override void Write(LoweringContext context, Lowered value) => this.value = value;
}

/// <summary>An element of a span or an array. Of memory that is split, the part of an element is an element of that part's memory.</summary>
internal sealed record ElementPlace(IOperation Syntax, Lowered Memory, Value Index, bool InRange) : Place
{
    public override Lowered Read(LoweringContext context) => Memory.Map(memory => context.Builder.Load(memory, Index, inRange: InRange));

    public override void Write(LoweringContext context, Lowered value) => context.At(Syntax, () =>
    {
        foreach ((Value memory, Value leaf) in Memory.Leaves.Zip(value.Leaves, static (memory, leaf) => (memory, leaf))) context.Builder.Store(memory, Index, leaf, inRange: InRange);
    });

    /// <summary>An element of a span is a reference; one of an array that is assigned alone is looked for when it is stored to.</summary>
    public override Place Refer(LoweringContext context, bool amongOthers = false)
    {
        if (InRange || (Syntax is IArrayElementReferenceOperation && !amongOthers)) return this;
        context.At(Syntax, () => context.Builder.Load(ElementLowering.Extent(Memory), Index));
        return this with { InRange = true };
    }

    public override Place Part(int part) => this with { Memory = ((Aggregate)Memory).Parts[part] };
}

/// <summary>An array in an array of arrays, which stays where it is.</summary>
internal sealed record RowPlace(IOperation Syntax, Value Memory, Value Index, bool InRange) : Place
{
    public override Lowered Read(LoweringContext context) =>
        new Memory(context.Builder.Define(((MemoryType)Memory.Type).Element, new Row(Memory, Index, InRange)));

    public override void Write(LoweringContext context, Lowered value) =>
        context.Fence.Expression(Syntax, "Putting another array into an array of arrays", "copy the elements, or use T[,]");
}

/// <summary>A part of a tuple or struct that itself stands somewhere.</summary>
internal sealed record PartPlace(Place Whole, int Index) : Place
{
    public override Lowered Read(LoweringContext context) => ((Aggregate)Whole.Read(context)).Parts[Index];

    public override Place Refer(LoweringContext context, bool amongOthers = false) => this with { Whole = Whole.Refer(context, amongOthers) };

    public override Place Receiver(LoweringContext context) => this with { Whole = Whole.Receiver(context) };

    public override void Write(LoweringContext context, Lowered value) =>
        Whole.Write(context, new Aggregate(((Aggregate)Whole.Read(context)).Parts.Select((part, k) => k == Index ? value : part).ToEquatableArray()));
}

/// <summary>A property that has code of its own.</summary>
/// <param name="Instance">What it is a property of; null where it is static.</param>
internal sealed record PropertyPlace(IPropertyReferenceOperation Syntax, Place? Instance, EquatableArray<Lowered> Arguments) : Place
{
    public override Lowered Read(LoweringContext context) => context.Inlining.Run(Syntax, Syntax.Property.GetMethod!, Instance, Arguments);

    public override void Write(LoweringContext context, Lowered value) => context.Inlining.Run(Syntax, Syntax.Property.SetMethod!, Instance, [.. Arguments, value]);

    public override Place Receiver(LoweringContext context) => new TemporaryPlace(Read(context));
}

internal sealed record DiscardPlace : Place
{
    public override Lowered Read(LoweringContext context) => throw new InvalidOperationException("A discard has no value.");

    public override void Write(LoweringContext context, Lowered value) { }
}

/// <summary>A field or property of an object or a static: written by C# that is carried along.</summary>
internal sealed record ObjectPlace(IOperation Syntax, Carried Target) : Place
{
    public override Lowered Read(LoweringContext context) => throw new InvalidOperationException("The target of a store is not read.");

    public override void Write(LoweringContext context, Lowered value)
    {
        (string template, EquatableArray<Value> arguments) = Target.Then(" = ").Then(context.Opaques.Whole(Syntax, value)).ToTemplate();
        IOperation place = Syntax.Parent is IAssignmentOperation assignment ? assignment : Syntax;
        context.At(place, () => context.Builder.Do(new OpaqueCall(template, arguments, Effects.Stores)));
    }

    /// <summary>Counts up or down, or combines a number with another; null where that is not all, or what is to be checked for overflow.</summary>
    public Lowered? TryUpdate(LoweringContext context, IOperation update)
    {
        if (TypeLowering.Scalar(update.Type) is not { } type || context.Compilation.Options is CSharpCompilationOptions { CheckOverflow: true }) return null;
        Carried text;
        switch (update)
        {
            case IIncrementOrDecrementOperation { IsChecked: false, OperatorMethod: null } step:
                string sign = step.Kind == OperationKind.Increment ? "++" : "--";
                text = step.IsPostfix ? Target.Then(sign) : Carried.Text(sign).Then(Target);
                break;
            case ICompoundAssignmentOperation { IsChecked: false, OperatorMethod: null, Syntax: AssignmentExpressionSyntax syntax } compound when IsReading(compound.Value, context.Bodies):
                text = Target.Then($" {syntax.OperatorToken.Text} ").Then(context.Opaques.Carry(compound.Value));
                break;
            default:
                return null;
        }

        bool isStatement = update.Parent is IExpressionStatementOperation, isOperand = !isStatement && update is ICompoundAssignmentOperation;
        (string template, EquatableArray<Value> arguments) = (isOperand ? Carried.Text("(").Then(text).Then(")") : text).ToTemplate();
        OpaqueCall call = new(template, arguments, Effects.Stores);
        Lowered result = context.Placeholder(update.Type);
        context.At(update, () =>
        {
            if (isStatement) context.Builder.Do(call);
            else result = new Scalar(context.Builder.Define(type, call));
        });
        return result;
    }

    /// <summary>It changes nothing, so that it may run before the target is read.</summary>
    private static bool IsReading(IOperation value, MethodBodies bodies) => !value.DescendantsAndSelf().Any(part => part switch
    {
        IInvocationOperation call => CallEffects.Of(call.TargetMethod, bodies) == Effects.Any,
        _ => part is IObjectCreationOperation or IAssignmentOperation or IIncrementOrDecrementOperation,
    });
}
