using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>A <c>for</c> whose trip count is known when it is entered: one counter, a bound and a step that stay.</summary>
/// <param name="Bound">The counter stays below it, or above it where it counts down …</param>
/// <param name="Offset">… once this has been added to it.</param>
/// <param name="Others">What else is done after each iteration.</param>
internal sealed record CountedLoop(ILocalSymbol Counter, IOperation Lower, IOperation Bound, long Offset, CounterStep Step, IReadOnlyList<IOperation> Others, LoopScan Scan)
{
    /// <summary>A counter that is further from the bound may wrap around in the comparison.</summary>
    private const long Farthest = 1 << 30;

    /// <summary>Null where it is not certain to be one.</summary>
    public static CountedLoop? Of(IForLoopOperation loop, LoweringContext context)
    {
        if (loop.Condition is not IBinaryOperation { OperatorMethod: null } condition) return null;
        foreach (IVariableDeclaratorOperation declarator in Declarators(loop))
        {
            if (declarator.Symbol.Type.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64) || declarator.Initializer?.Value is not { } lower) continue;
            List<IOperation> increments = [.. loop.AtLoopBottom.Where(bottom => StepOf(bottom, declarator.Symbol) is not null)];
            if (increments is not [var increment] || StepOf(increment, declarator.Symbol) is not { } step) continue;
            List<IOperation> others = [.. loop.AtLoopBottom.Where(bottom => bottom != increment)];
            LoopScan scan = LoopScan.Of(loop.ExitLabel, [condition, loop.Body, .. others], context);
            if (scan.Assigns(declarator.Symbol) || context.AddressTaken.Contains(declarator.Symbol) || others.Any(other => Reads(other, declarator.Symbol))) continue;
            if (Limit(condition, declarator.Symbol, step.IsUp) is var (bound, offset) && scan.IsInvariant(bound) && (step.Variable is null || (scan.IsInvariant(step.Variable) && !scan.MayExit)))
            {
                return new CountedLoop(declarator.Symbol, lower, bound, offset, step, others, scan);
            }
        }

        return null;
    }

    public static IEnumerable<IVariableDeclaratorOperation> Declarators(IForLoopOperation loop) =>
        loop.Before.OfType<IVariableDeclarationGroupOperation>().SelectMany(static group => group.Declarations).SelectMany(static declaration => declaration.Declarators);

    /// <summary>counter + constant &lt; bound, either way round.</summary>
    private static (IOperation Bound, long Offset)? Limit(IBinaryOperation condition, ILocalSymbol counter, bool isUp)
    {
        (IOperation bound, BinaryOperatorKind kind, long? addend) = OffsetOf(condition.LeftOperand, counter) is { } left
            ? (condition.RightOperand, condition.OperatorKind, left)
            : (condition.LeftOperand, Mirrored(condition.OperatorKind), OffsetOf(condition.RightOperand, counter));
        if (addend is not { } constant) return null;
        long? offset = (kind, isUp) switch
        {
            (BinaryOperatorKind.LessThan, true) or (BinaryOperatorKind.GreaterThan, false) => -constant,
            (BinaryOperatorKind.LessThanOrEqual, true) => 1 - constant,
            (BinaryOperatorKind.GreaterThanOrEqual, false) => -1 - constant,
            _ => null,
        };
        return offset is { } distance and >= -Farthest and <= Farthest && !Overflows(bound, distance) ? (bound, distance) : null;
    }

    /// <summary>The counter stays at or below <c>int.MaxValue</c>: such a loop ends by other means, if at all.</summary>
    private static bool Overflows(IOperation bound, long offset) => bound.ConstantValue.Value switch
    {
        int constant => constant + offset is < int.MinValue or > int.MaxValue,
        long constant => offset > 0 ? constant > long.MaxValue - offset : constant < long.MinValue - offset,
        _ => false,
    };

    /// <summary>The constant that is added to the counter, where that is all the expression does.</summary>
    private static long? OffsetOf(IOperation expression, ILocalSymbol counter) => expression switch
    {
        _ when IsCounter(expression, counter) => 0,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null } sum when Constant(sum.RightOperand) is { } addend => OffsetOf(sum.LeftOperand, counter) + addend,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null } sum when Constant(sum.LeftOperand) is { } addend => OffsetOf(sum.RightOperand, counter) + addend,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract, OperatorMethod: null } sum when Constant(sum.RightOperand) is { } addend => OffsetOf(sum.LeftOperand, counter) - addend,
        _ => null,
    };

    /// <summary>By what a statement moves the counter, never by 0.</summary>
    private static CounterStep? StepOf(IOperation statement, ILocalSymbol counter)
    {
        return statement is IExpressionStatementOperation { Operation: var operation }
            ? operation switch
            {
                IIncrementOrDecrementOperation increment when IsCounter(increment.Target, counter) => By(increment.Kind == OperationKind.Increment ? 1 : -1),
                ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } sum when IsCounter(sum.Target, counter) => By(Constant(sum.Value)) ?? ByVariable(sum.Value, isUp: true),
                ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract } sum when IsCounter(sum.Target, counter) => By(-Constant(sum.Value)) ?? ByVariable(sum.Value, isUp: false),
                ISimpleAssignmentOperation assignment when IsCounter(assignment.Target, counter) => By(OffsetOf(assignment.Value, counter)),
                _ => null,
            }
            : null;

        static CounterStep? By(long? constant) => constant is { } step and not 0 ? new CounterStep(step > 0, step, null) : null;

        CounterStep? ByVariable(IOperation variable, bool isUp) =>
            variable.ConstantValue.HasValue || !IsPlain(variable) || !SymbolEqualityComparer.Default.Equals(variable.Type, counter.Type) ? null : new CounterStep(isUp, 0, variable);
    }

    /// <summary>It can be computed also where the loop never is.</summary>
    private static bool IsPlain(IOperation expression) => expression switch
    {
        { ConstantValue.HasValue: true } or ILocalReferenceOperation or IParameterReferenceOperation => true,
        IBinaryOperation { OperatorMethod: null, IsChecked: false, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply } or IParenthesizedOperation => expression.ChildOperations.All(IsPlain),
        IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion => IsPlain(conversion.Operand),
        _ => false,
    };

    private static bool IsCounter(IOperation expression, ILocalSymbol counter) =>
        expression is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, counter);

    private static bool Reads(IOperation statement, ILocalSymbol counter) => statement.DescendantsAndSelf().Any(operation => IsCounter(operation, counter));

    private static long? Constant(IOperation expression) => expression.ConstantValue is { HasValue: true, Value: int or long or short or byte } constant
        ? System.Convert.ToInt64(constant.Value, System.Globalization.CultureInfo.InvariantCulture)
        : null;

    private static BinaryOperatorKind Mirrored(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => kind,
    };
}

/// <summary>By what a counter is moved: a constant, or what a variable expression tells, which has to be positive. Where a loop may be left early, it need not be.</summary>
internal sealed record CounterStep(bool IsUp, long Constant, IOperation? Variable);
