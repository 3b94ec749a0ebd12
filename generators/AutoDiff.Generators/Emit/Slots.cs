using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>What may be printed in the place of an operand.</summary>
internal enum Slot
{
    /// <summary>Evaluated once, after the operands before it.</summary>
    Ordered,

    /// <summary>Evaluated once, but perhaps in another order: nothing that throws more than IndexOutOfRangeException.</summary>
    Quiet,

    /// <summary>Perhaps evaluated conditionally: nothing that throws or reads memory.</summary>
    Pure,

    /// <summary>Evaluated in every iteration: a variable, a length, or one of these plus or minus one.</summary>
    Bound,

    /// <summary>A variable, or a row by an index that is one.</summary>
    Row,

    /// <summary>A variable or a literal.</summary>
    Name,
}

/// <summary>The operands of a statement that are printed at its head, in the order in which C# evaluates them.</summary>
internal static class Slots
{
    public static IEnumerable<(Value Value, Slot Slot)> Of(Operation operation, Uses uses) => operation switch
    {
        If branch => [(branch.Condition, Slot.Ordered)],
        While loop => Initial(loop.Initial, loop.Condition.Arguments, uses),
        For loop => [
            .. Initial(loop.Initial, loop.Body.Arguments.Skip(1), uses),
            (loop.Lower, loop.Reversed ? Slot.Bound : Slot.Quiet),
            (loop.Upper, Slot.Bound),
            (loop.Step, Slot.Name)],
        Store store => [(store.Memory, Slot.Row), (store.Index, Slot.Quiet), (store.Element, Slot.Quiet)],
        Scatter scatter => [(scatter.Memory, Slot.Name), (scatter.Index, Slot.Ordered), (scatter.Stride, Slot.Ordered), (scatter.Vector, Slot.Ordered), (scatter.Count, Slot.Ordered)],
        Gather or AddEach => Walk.Operands(operation).Select(static (operand, i) => (operand, i == 0 ? Slot.Name : Slot.Ordered)),
        Splat splat => [(splat.Scalar, Slot.Ordered)],
        Load load => [(load.Memory, Slot.Row), (load.Index, Slot.Ordered)],
        Row row => [(row.Memory, Slot.Name), (row.Index, Slot.Ordered)],
        Slice slice => [(slice.Memory, Slot.Name), (slice.Start, Slot.Ordered), (slice.Count, Slot.Ordered)],
        Choose choose => [(choose.Condition, Slot.Ordered), (choose.First, Slot.Name), (choose.Second, Slot.Name)],
        Push push => [(push.Tape, Slot.Name), (push.Element, Slot.Ordered)],
        Fill fill => [(fill.Memory, Slot.Name), (fill.Element, Slot.Ordered)],
        OpaqueCall call => Holes(call.Template, call.Arguments),
        RuleCall call => Holes(call.Rule.Method, call.Arguments),
        Pullback pullback => Holes(pullback.Template, [.. pullback.Arguments, .. pullback.Adjoints]),
        Pushforward pushforward => Holes(pushforward.Template, [.. pushforward.Arguments, .. pushforward.Tangents]),
        Throw thrown => Holes(thrown.Template, thrown.Arguments),
        Apply { Primitive.Name: "Select", Operands: [var condition, var first, var second] } => [(condition, Slot.Ordered), (first, Slot.Pure), (second, Slot.Pure)],
        Apply apply => apply.Operands.Select(static operand => (operand, Slot.Ordered)),
        Call call => call.Arguments.Select(static argument => (argument, Slot.Ordered)),
        Alloc alloc => Walk.Operands(alloc).Select(static operand => (operand, Slot.Ordered)),
        _ => Walk.Operands(operation).Select(static operand => (operand, Slot.Name)),
    };

    private static IEnumerable<(Value, Slot)> Initial(IEnumerable<Value> initial, IEnumerable<Value> arguments, Uses uses) =>
        initial.Zip(arguments, static (value, argument) => (value, argument)).Where(pair => uses.IsNeeded(pair.argument)).Select(static pair => (pair.value, Slot.Quiet));

    /// <summary>The template may evaluate a hole more than once, or not at all.</summary>
    private static IEnumerable<(Value, Slot)> Holes(string template, EquatableArray<Value> arguments) =>
        arguments.Select((argument, i) => (argument, Template.Occurrences(template, i) == 1 ? Slot.Pure : Slot.Name));
}
