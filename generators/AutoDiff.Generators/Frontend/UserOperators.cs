using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Operators, conversions and deconstructions that the user has written for structs.</summary>
internal sealed class UserOperators(LoweringContext context)
{
    private InlineLowering Inlining => context.Inlining;

    private bool IsLookedInto(IMethodSymbol operation) => NumericsLowering.Knows(operation) || Inlining.Concerns(operation);

    private Lowered Run(IOperation syntax, IMethodSymbol operation, EquatableArray<Lowered> operands) =>
        NumericsLowering.Knows(operation) ? context.Numerics.Run(operation, [.. operands]) : Inlining.Run(syntax, operation, null, operands);

    /// <summary>What an operator of the user's yields; null where it is not looked into.</summary>
    public Lowered? TryRun(IOperation syntax, IMethodSymbol operation, params IOperation[] operands)
    {
        if (Equality.Of(operation, operands[0].Type) is { } equality) return equality.Lower(context, context.Expressions.Lower(operands[0]), context.Expressions.Lower(operands[1]));
        if (!IsLookedInto(operation)) return null;
        EquatableArray<Lowered> values = operands.Select((operand, k) => context.Conversions.Convert(context.Expressions.Lower(operand), operation.Parameters[k].Type)).ToEquatableArray();
        Lowered result = Run(syntax, operation, values);
        return syntax.Type is { } type ? context.Conversions.Convert(result, type) : result;
    }

    /// <summary>What a place becomes by a compound assignment with an operator of the user's; null where it is none.</summary>
    public Lowered? TryCompound(ICompoundAssignmentOperation assignment, Place place)
    {
        if (assignment.OperatorMethod is not { IsStatic: true, Parameters: [var left, var right] } operation || !IsLookedInto(operation)) return null;
        Lowered before = context.Conversions.Convert(place.Read(context), left.Type);
        Lowered operand = context.Conversions.Convert(context.Expressions.Lower(assignment.Value), right.Type);
        return context.Conversions.Convert(Run(assignment, operation, [before, operand]), assignment.Target.Type!);
    }

    /// <summary>What a place becomes by an increment with an operator of the user's; null where it is none.</summary>
    public Lowered? TryIncrement(IIncrementOrDecrementOperation increment, Lowered before) =>
        increment.OperatorMethod is { IsStatic: true } operation && IsLookedInto(operation) ? Run(increment, operation, [before]) : null;

    /// <summary>What a struct is deconstructed into, by its record or by a method; null where neither is looked into.</summary>
    public Aggregate? TryDeconstruct(IMethodSymbol deconstruct, ITypeSymbol type, Lowered value)
    {
        if (deconstruct.IsImplicitlyDeclared && SplitTypes.PartsOf(type) is { } parts)
        {
            return new Aggregate(deconstruct.Parameters.Select(parameter => ((Aggregate)value).Parts[parts.ToList().FindIndex(part => part.Name == parameter.Name)]).ToEquatableArray());
        }

        Callee callee = Callee.Of(deconstruct);
        IMethodSymbol method = callee.Method;
        if (!SplitTypes.IsSplit(type) || callee.Refusal is not null || !context.Bodies.IsKnown(method) || context.Frame.IsIn(method)) return null;
        List<(IParameterSymbol, Lowered?)> arguments = [.. method.Parameters.Select(static parameter => (parameter, (Lowered?)null))];
        if (method.IsStatic) arguments[0] = (method.Parameters[0], value);
        IEnumerable<IParameterSymbol> outputs = method.Parameters.Where(static parameter => parameter.RefKind == RefKind.Out);
        return (Aggregate)Inlining.Enter(
            new Frame(method, context.Frame.Receiver, method.IsStatic ? null : new TemporaryPlace(value), context.Frame),
            arguments,
            [context.Bodies.Of(method)!],
            () => context.Statements.Run(context.Bodies.Of(method)!),
            () => new Aggregate(outputs.Select(parameter => new VariablePlace(parameter).Read(context)).ToEquatableArray()))!;
    }
}
