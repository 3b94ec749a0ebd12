using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Statements, in structured control flow only: what follows a branch that leaves moves into the one that goes
/// on; where only some paths leave, it is guarded by a flag.</summary>
internal sealed class StatementLowering(LoweringContext context)
{
    private Environment Environment => context.Environment;

    public void Run(params IOperation[] statements) => Run(Steps.Of(statements));

    public void Run(Steps? steps)
    {
        while (steps is not null && !Environment.Gone)
        {
            if (Environment.Exits.Count > 0)
            {
                RunUnlessLeft(steps);
                return;
            }

            steps = Lower(steps.Statement, steps.Next);
        }
    }

    /// <summary>Has control left, of which it is not certain here?</summary>
    public Value HasLeft() => Environment.Exits.Values.Select(static flag => flag!).Aggregate((any, flag) => context.Builder.Apply(Arithmetic.Or, any, flag));

    private void RunUnlessLeft(Steps steps)
    {
        BranchLowering.Run(context, HasLeft(), () => Environment.Gone = true, () =>
        {
            Environment.ForgetExits();
            Run(steps);
        }, null);
    }

    /// <returns>What is left of the rest: a branch may have taken it.</returns>
    private Steps? Lower(IOperation statement, Steps? rest)
    {
        switch (statement)
        {
            case IBlockOperation block:
                foreach (ILocalSymbol local in block.Locals) context.Assignments.Declare(local);
                return Steps.Of(block.Operations, rest);
            case IEmptyOperation or ILocalFunctionOperation:
                return rest;
        }

        context.Builder.Origin = context.Origins.Statement(statement.Syntax);
        switch (statement)
        {
            case IConditionalOperation branch:
                return BranchLowering.Run(context, context.Expressions.Value(branch.Condition), () => Run(branch.WhenTrue), () => Run(branch.WhenFalse is { } other ? [other] : []), rest);
            case ISwitchOperation choice:
                return context.Switches.Run(choice, rest);
            case ILoopOperation loop:
                context.Loops.Run(loop);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclarationOperation declaration in group.Declarations) Declare(declaration);
                break;
            case IExpressionStatementOperation expression:
                Effect(expression.Operation);
                break;
            case IReturnOperation { Kind: OperationKind.Return } result:
                if (result.ReturnedValue is { } value) Environment.Result = context.Expressions.Arm(value);
                if (!Environment.Gone) Environment.Leave(context.Frame.Method);
                break;
            case IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue } branch:
                Environment.Leave(branch.Target);
                break;
            case IThrowOperation thrown:
                Throw(thrown);
                break;
            case IInvalidOperation:
                context.Fence.Invalid();
                break;
            default:
                (string id, string what, string instead) = Unsupported(statement);
                context.Fence.Statement(statement, what, instead, id);
                break;
        }

        return rest;
    }

    /// <summary>An expression for what it does; it may yield nothing.</summary>
    private void Effect(IOperation expression)
    {
        if (expression is IInvocationOperation call) context.Calls.Effect(call);
        else context.Expressions.Arm(expression);
    }

    public void Throw(IThrowOperation thrown)
    {
        if (thrown.Exception is { } exception)
        {
            (string template, EquatableArray<Value> arguments) = context.Opaques.Carry(OpaqueLowering.Unconverted(exception)).ToTemplate();
            context.Builder.Do(new Throw(template, arguments));
        }

        Environment.Throw();
        context.Builder.End();
    }

    private void Declare(IVariableDeclarationOperation declaration)
    {
        foreach (IVariableDeclaratorOperation declarator in declaration.Declarators)
        {
            ILocalSymbol local = declarator.Symbol;
            if (!context.AddressTaken.Contains(local)) Environment.Declare(local);
            if (local.IsConst) continue;
            if (OpaqueLowering.IsPointer(local.Type))
            {
                context.Fence.Expression(declarator, "A pointer", "use spans, and ref locals", DiagnosticIds.UnsafeCode);
                continue;
            }

            if (local.IsRef) Environment[local] = context.References.Of(declarator.Initializer!.Value);
            else if ((declarator.Initializer ?? declaration.Initializer)?.Value is { } value) context.Assignments.Bind(local, context.Expressions.Lower(value));
        }
    }

    private static (string Id, string What, string Instead) Unsupported(IOperation statement) => statement switch
    {
        IBranchOperation => (DiagnosticIds.JumpNotSupported, "A goto", "use if, switch and loops"),
        ILabeledOperation => (DiagnosticIds.JumpNotSupported, "A label", "use if, switch and loops"),
        ITryOperation => (DiagnosticIds.ProtectedRegion, "A try statement", "let exceptions pass, and handle them in the caller"),
        IUsingOperation or IUsingDeclarationOperation => (DiagnosticIds.ProtectedRegion, "A using statement", "dispose of the resource in the caller"),
        ILockOperation => (DiagnosticIds.ProtectedRegion, "A lock statement", "lock in the caller"),
        IReturnOperation => (DiagnosticIds.SuspensionNotSupported, "An iterator", "write the results to a Span<T>"),
        { Syntax: FixedStatementSyntax } => (DiagnosticIds.UnsafeCode, "A fixed statement", "use spans"),
        _ => (DiagnosticIds.StatementNotSupported, "This statement", "rewrite it with locals, if, switch and loops"),
    };
}
