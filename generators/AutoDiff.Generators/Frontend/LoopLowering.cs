using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Loops: counted ones as <see cref="For"/>, with or without early exits; all others as <see cref="While"/>.</summary>
internal sealed class LoopLowering(LoweringContext context)
{
    private Builder Builder => context.Builder;

    public void Run(ILoopOperation loop)
    {
        foreach (ILocalSymbol local in loop.Locals) context.Assignments.Declare(local);
        switch (loop)
        {
            case IForLoopOperation counted when CountedLoop.Of(counted, context) is { } count:
                RunCounted(counted, count);
                break;
            case IForLoopOperation general:
                context.Statements.Run([.. general.Before]);
                new WhileLowering(context).Run(general, general.Condition, isDo: false, general.AtLoopBottom);
                break;
            case IWhileLoopOperation general:
                new WhileLowering(context).Run(general, general.Condition, isDo: !general.ConditionIsTop, []);
                break;
            case IForEachLoopOperation each:
                RunEach(each);
                break;
            default:
                context.Fence.Statement(loop, "This loop", "use for, foreach, while or do");
                break;
        }
    }

    private void RunCounted(IForLoopOperation loop, CountedLoop count)
    {
        Value? lower = null;
        foreach (IVariableDeclaratorOperation declarator in CountedLoop.Declarators(loop))
        {
            Lowered value = context.Expressions.Lower(declarator.Initializer!.Value);
            if (SymbolEqualityComparer.Default.Equals(declarator.Symbol, count.Counter)) lower = value.Leaves.Single();
            else context.Assignments.Bind(declarator.Symbol, value);
        }

        Value upper = Shift(context.Expressions.Value(count.Bound), count.Offset);
        Value step = count.Step.Variable is { } variable ? Positive(context.Expressions.Value(variable), count.Step.IsUp, lower!, upper) : Constant((ScalarType)lower!.Type, count.Step.Constant);
        RunFor(loop, count.Scan, lower!, upper, step, count.Step.IsUp, count.Counter.Name, index =>
        {
            context.Environment[count.Counter] = new Scalar(index);
            context.Statements.Run(loop.Body);
            context.Environment.Arrive(loop.ContinueLabel);
            context.Statements.Run([.. count.Others]);
        });
    }

    private void RunEach(IForEachLoopOperation loop)
    {
        IOperation collection = loop.Collection is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : loop.Collection;
        if (TypeLowering.Memory(collection.Type) is null || TargetOf(loop.LoopControlVariable) is not { } target)
        {
            context.Fence.Statement(loop, "This foreach", "loop over the elements of a span or array of numbers, or by index");
            return;
        }

        Lowered memory = context.Elements.Alike(context.Expressions.Lower(collection).Map(Builder.Elements));
        Value upper = context.Elements.Length(ElementLowering.Extent(memory));
        RunFor(loop, LoopScan.Of(loop.ExitLabel, [loop.Body], context), Constant(ScalarType.Int32, 0), upper, Constant(ScalarType.Int32, 1), isUp: true, null, index =>
        {
            Place(loop, target, memory, index, TypeLowering.MemoryElement(collection.Type)!);
            context.Statements.Run(loop.Body);
            context.Environment.Arrive(loop.ContinueLabel);
        });
    }

    /// <summary>A variable, or a tuple of what an element is taken apart into; null where it is something else.</summary>
    private static IOperation? TargetOf(IOperation variable) => variable switch
    {
        IVariableDeclaratorOperation or ITupleOperation => variable,
        IDeclarationExpressionOperation { Expression: ITupleOperation tuple } => tuple,
        _ => null,
    };

    /// <summary>The variable of a foreach is a row, an element, or a reference to one.</summary>
    private void Place(ILoopOperation loop, IOperation target, Lowered memory, Value index, ITypeSymbol type)
    {
        if (target is IVariableDeclaratorOperation { Symbol: { IsRef: true } element })
        {
            context.Environment[element] = new Reference(memory, index, InRange: true);
            return;
        }

        Lowered item = memory.Map(piece => piece.Type is MemoryType { IsJagged: true, Element: var row }
            ? Builder.Define(row, new Row(piece, index, InRange: true))
            : Builder.Load(piece, index, inRange: true));
        if (target is IVariableDeclaratorOperation { Symbol: var variable }) context.Assignments.Bind(variable, context.Conversions.Convert(item, variable.Type));
        else context.Assignments.Deconstruct(loop, (ITupleOperation)target, item, type, MethodBodies.Deconstruction(loop));
    }

    private void RunFor(ILoopOperation loop, LoopScan scan, Value lower, Value upper, Value step, bool isUp, string? name, Action<Value> lowerBody)
    {
        LoopState state = new(context, scan, isCertain: false);
        Value index = Builder.Numbers.Create(lower.Type, name);
        if (isUp) context.Ranges.Between(index, lower, upper);
        else context.Ranges.BetweenDown(index, lower, upper);

        List<Value> arguments = [];
        Branch body = context.Capture(() =>
        {
            arguments = state.Enter(context.Environment);
            lowerBody(index);
        });
        bool mayExit = body.Environment.Exits.Count > 0;
        Value? goesOn = null;
        if (mayExit) context.Continue(body, () => goesOn = body.Environment.Gone ? Builder.Bool(false) : Builder.Apply(Arithmetic.Not, context.Statements.HasLeft()));
        state.AddExits(body, loop.ExitLabel);

        bool throws = body.Builder.Lets is [.., { Operation: Throw }];
        EquatableArray<Value> results = throws ? [] : [.. goesOn is null ? [] : new[] { goesOn }, .. state.Leaves(body.Environment), .. state.LateNext];
        Block block = body.Builder.ToBlock([index, .. arguments, .. state.LateArguments()], results);
        List<Value> targets = state.Enter(context.Environment), late = state.LateArguments();
        EquatableArray<Value> all = [.. mayExit ? [Builder.Numbers.Create(ScalarType.Int32)] : Array.Empty<Value>(), .. targets, .. late];
        Builder.DefineAll(all, new For(lower, upper, step, state.Initial, IterationScope.Run(block, Builder.Numbers), MayExit: mayExit));
        state.Finish(late);
    }

    /// <summary>By how much the counter moves, where only the program tells. What never comes to the bound throws in front of the loop: no tape is as long.</summary>
    private Value Positive(Value distance, bool isUp, Value lower, Value upper)
    {
        var type = (ScalarType)lower.Type;
        if (context.Ranges.ConstantOf(distance) is { } known and > 0) return Constant(type, isUp ? known : -known);
        Value one = Constant(type, 1), step = Builder.Apply(Selection.Max, distance, one);
        (long least, long most) = type == ScalarType.Int32 ? (int.MinValue, int.MaxValue) : (long.MinValue, long.MaxValue);
        Value overflows = isUp
            ? Builder.Apply(Arithmetic.Greater, upper, Builder.Apply(Arithmetic.Subtract, Constant(type, most), step))
            : Builder.Apply(Arithmetic.Less, upper, Builder.Apply(Arithmetic.Add, Constant(type, least), step));
        Value goesOn = Builder.Apply(isUp ? Arithmetic.Less : Arithmetic.Greater, lower, upper), isEndless = Builder.Apply(Arithmetic.Or, Builder.Apply(Arithmetic.Less, distance, one), overflows);
        Builder then = Builder.Nested();
        then.Do(new Throw("new global::System.InvalidOperationException($\"A loop that moves by {{{0}}} never comes to its end.\")", [distance]));
        Builder.Do(new If(Builder.Apply(Arithmetic.And, goesOn, isEndless), then.ToBlock([], []), Block.Empty));
        return isUp ? step : Builder.Apply(Arithmetic.Negate, step);
    }

    /// <summary>A bound that is moved by a constant. Where it could overflow it throws, rather than that the loop silently runs zero times.</summary>
    private Value Shift(Value bound, long offset)
    {
        if (offset == 0) return bound;
        Affine affine = context.Ranges.Of(bound);
        long sum = affine.Offset + offset;
        if (affine.Base is null && sum is >= int.MinValue and <= int.MaxValue) return Constant(ScalarType.Int32, sum);
        if (context.Ranges.IsLength(affine.Base) && sum == 0) return affine.Base!;
        bool isSafe = context.Ranges.IsLength(affine.Base) && sum is < 0 and >= int.MinValue + 1;
        (Value start, long distance) = isSafe ? (affine.Base!, sum) : (bound, offset);
        BinaryOperatorKind kind = distance < 0 ? BinaryOperatorKind.Subtract : BinaryOperatorKind.Add;
        return context.Operators.Apply(kind, !isSafe, start, Constant((ScalarType)bound.Type, Math.Abs(distance)))!;
    }

    private Value Constant(ScalarType type, long value)
    {
        Value constant = Builder.Define(type, new Constant(value));
        return type == ScalarType.Int32 ? context.Ranges.Constant(constant, (int)value) : constant;
    }
}
