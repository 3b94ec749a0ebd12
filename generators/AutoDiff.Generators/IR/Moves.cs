using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.IR;

/// <summary>How values pass between a let and its blocks: from initial values and results to arguments and targets. A block
/// that ends in a throw passes nothing on.</summary>
internal static class Moves
{
    public static IEnumerable<(Value From, Value To)> Of(Let let)
    {
        switch (let.Operation)
        {
            case For loop:
                int flag = loop.MayExit ? 1 : 0;
                EquatableArray<Value> carried = loop.Body.Arguments[1..], last = let.Targets[flag..];
                EquatableArray<Value> next = loop.Body.IsUnreachable ? [] : loop.Body.Results[flag..];
                return [.. Pairs(loop.Initial, carried), .. Pairs(next, carried), .. Pairs(next, last), .. Pairs(loop.Initial, last)];
            case While loop:
                EquatableArray<Value> passedOn = loop.Condition.IsUnreachable ? [] : loop.Condition.Results[1..];
                return
                [
                    .. Pairs(loop.Initial, loop.Condition.Arguments),
                    .. Pairs(loop.Body.Results, loop.Condition.Arguments),
                    .. Pairs(passedOn, loop.Body.Arguments),
                    .. Pairs(passedOn, let.Targets),
                ];
            case If branch:
                return [.. Pairs(branch.Then.Results, let.Targets), .. Pairs(branch.Else.Results, let.Targets)];
            case Scope scope:
                return Pairs(scope.Body.Results, let.Targets);
            default:
                return [];
        }
    }

    private static IEnumerable<(Value, Value)> Pairs(EquatableArray<Value> from, EquatableArray<Value> to) => from.Zip(to, static (source, target) => (source, target));
}
