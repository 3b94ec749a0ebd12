using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Switch statements and expressions as nested ifs: the first case that matches is taken.</summary>
internal sealed class SwitchLowering(LoweringContext context)
{
    public Steps? Run(ISwitchOperation choice, Steps? rest)
    {
        foreach (ILocalSymbol local in choice.Locals) context.Assignments.Declare(local);
        Lowered subject = context.Expressions.Lower(choice.Value);
        List<ISwitchCaseOperation> sections = [.. choice.Cases.OrderBy(static section => section.Clauses.Any(IsDefault))];
        return RunFrom(0, rest);

        Steps? RunFrom(int k, Steps? rest)
        {
            if (k == sections.Count) return rest;
            ISwitchCaseOperation section = sections[k];
            foreach (ILocalSymbol local in section.Locals) context.Assignments.Declare(local);
            if (Test(section, subject) is not { } test)
            {
                RunSection(section, choice.ExitLabel);
                return rest;
            }

            return BranchLowering.Run(context, test, () => RunSection(section, choice.ExitLabel), () => RunFrom(k + 1, null), rest);
        }
    }

    public Lowered Lower(ISwitchExpressionOperation choice)
    {
        Lowered subject = context.Expressions.Lower(choice.Value);
        return LowerFrom(0) ?? context.Placeholder(choice.Type);

        Lowered? LowerFrom(int k)
        {
            if (k == choice.Arms.Length)
            {
                context.Builder.Do(new Throw("new global::System.Runtime.CompilerServices.SwitchExpressionException()", []));
                context.Environment.Throw();
                context.Builder.End();
                return null;
            }

            ISwitchExpressionArmOperation arm = choice.Arms[k];
            foreach (ILocalSymbol local in arm.Locals) context.Assignments.Declare(local);
            Value? matches = context.Patterns.Test(arm.Pattern, subject), test = arm.Guard is { } guard ? And(matches, guard) : matches;
            return test is null
                ? context.Expressions.Arm(arm.Value)
                : BranchLowering.Choose(context, test, () => context.Expressions.Arm(arm.Value), () => LowerFrom(k + 1));
        }
    }

    private void RunSection(ISwitchCaseOperation section, ILabelSymbol exit)
    {
        context.Statements.Run([.. section.Body]);
        context.Environment.Arrive(exit);
    }

    /// <summary>Does one of the labels of the section match? Null where that is certain.</summary>
    private Value? Test(ISwitchCaseOperation section, Lowered subject)
    {
        if (section.Clauses.Any(IsDefault)) return null;
        List<Value?> tests = [.. section.Clauses.Select(clause => Test(clause, subject))];
        return tests.Contains(null) ? null : tests.Aggregate((any, test) => context.Builder.Apply(Arithmetic.Or, any!, test!));
    }

    private Value? Test(ICaseClauseOperation clause, Lowered subject)
    {
        switch (clause)
        {
            case ISingleValueCaseClauseOperation { Value: var constant } when subject is Scalar { Value: var value }:
                return context.Builder.Apply(Arithmetic.Equal, value, context.Expressions.Value(constant));
            case ISingleValueCaseClauseOperation { Value: var constant } when subject is Opaque { Value: var value }:
                return context.Opaques.Is(value, constant);
            case IPatternCaseClauseOperation { Pattern: var pattern, Guard: null }:
                return context.Patterns.Test(pattern, subject);
            case IPatternCaseClauseOperation { Pattern: var pattern, Guard: { } guard }:
                return And(context.Patterns.Test(pattern, subject), guard);
            default:
                context.Fence.Expression(clause, "This case", "compare with constants of numbers");
                return null;
        }
    }

    /// <summary>The guard is evaluated only where the pattern matches.</summary>
    private Value And(Value? matches, IOperation guard) => matches is null
        ? context.Expressions.Value(guard)
        : BranchLowering.Choose(context, matches, () => context.Expressions.Lower(guard), () => new Scalar(context.Builder.Bool(false)))!.Leaves.Single();

    private static bool IsDefault(ICaseClauseOperation clause) => clause.CaseKind == CaseKind.Default;
}
