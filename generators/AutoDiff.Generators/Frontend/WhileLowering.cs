using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Loops of unknown length. Where something leaves the loop early, or the condition comes last, a Bool goes
/// round that says whether to go on.</summary>
internal sealed class WhileLowering(LoweringContext context)
{
    private Builder Builder => context.Builder;

    public void Run(ILoopOperation loop, IOperation? condition, bool isDo, IReadOnlyList<IOperation> afterwards)
    {
        LoopScan scan = LoopScan.Of(loop.ExitLabel, condition is null ? [loop.Body, .. afterwards] : [condition, loop.Body, .. afterwards], context);
        LoopState state = new(context, scan, isCertain: true);
        Value? goesOn = isDo || scan.MayExit ? Builder.Numbers.Create(ScalarType.Bool) : null;

        List<Value> tested = [], arguments = [];
        Value? test = null;
        Branch head = context.Capture(() =>
        {
            tested = state.Enter(context.Environment);
            test = isDo ? goesOn! : goesOn is null ? Test(condition) : Unless(goesOn, condition);
        });
        Value? next = null;
        Branch body = context.Capture(() =>
        {
            arguments = state.Enter(context.Environment);
            context.Statements.Run(loop.Body);
            context.Environment.Arrive(loop.ContinueLabel);
            context.Statements.Run([.. afterwards]);
            if (goesOn is not null) next = Next(isDo ? condition : null);
        });
        state.AddExits(body, loop.ExitLabel);

        // The Bool joins last, so it is last in every list.
        List<Value> headLate = state.LateArguments(), bodyLate = state.LateArguments(), late = state.LateArguments();
        List<Value> before = [.. state.Initial];
        List<Value> results = [.. state.Leaves(body.Environment), .. state.LateNext];
        List<Value> targets = state.Enter(context.Environment);
        targets.AddRange(late);
        if (goesOn is not null)
        {
            before.Add(Builder.Bool(true));
            headLate.Add(goesOn);
            bodyLate.Add(Builder.Numbers.Create(ScalarType.Bool));
            results.Add(next!);
            targets.Add(Builder.Numbers.Create(ScalarType.Bool));
        }

        bool throws = body.Builder.Lets is [.., { Operation: Throw }];
        Block first = head.Builder.ToBlock([.. tested, .. headLate], [test!, .. state.Leaves(head.Environment), .. headLate]);
        Block second = body.Builder.ToBlock([.. arguments, .. bodyLate], throws ? [] : results.ToEquatableArray());
        Builder.DefineAll(targets.ToEquatableArray(), new While(before.ToEquatableArray(), first, IterationScope.Run(second, Builder.Numbers)));
        state.Finish(late);
    }

    private Value Test(IOperation? condition) => condition is null ? Builder.Bool(true) : context.Expressions.Value(condition);

    /// <summary>The condition is evaluated only where the loop has not been left.</summary>
    private Value Unless(Value goesOn, IOperation? condition) => condition is null or { ConstantValue: { HasValue: true, Value: true } }
        ? goesOn
        : BranchLowering.Choose(context, goesOn, () => context.Expressions.Lower(condition), () => new Scalar(Builder.Bool(false)))!.Leaves.Single();

    /// <summary>At the end of the body: does the loop go on?</summary>
    private Value? Next(IOperation? condition)
    {
        if (context.Environment.Gone) return Builder.Lets is [.., { Operation: Throw }] ? null : Builder.Bool(false);
        if (context.Environment.Exits.Count == 0) return Test(condition);
        Value stays = Builder.Apply(Arithmetic.Not, context.Statements.HasLeft());
        return Unless(stays, condition);
    }
}
