using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>Walks a function backwards with the set of values that are still read, and reports at each definition what
/// is alive beside it. A definition by a move (an argument from what is passed to it, a target from a block's result) names its source.
/// Who derives from this may see the function as it will be printed: reads may be deferred, lets may vanish.</summary>
internal abstract class Liveness
{
    /// <summary>The values that a read of this value reads.</summary>
    protected virtual IEnumerable<Value> Reads(Value value) => [value];

    /// <summary>The values that the let itself reads where it stands; for one with blocks, where they are not walked.</summary>
    protected virtual IEnumerable<Value> Reads(Let let) => Walk.Operands(let.Operation).SelectMany(Reads);

    /// <summary>Does the let stand here?</summary>
    protected virtual bool IsStatement(Let let) => true;

    /// <summary>Is a let with blocks an expression that reads what <see cref="Reads(Let)"/> says?</summary>
    protected virtual bool IsExpression(Let let) => false;

    /// <summary>Is the value defined at all? Carried values that nobody reads may not be.</summary>
    protected virtual bool IsDefined(Value value) => true;

    /// <summary>The target is defined while the live values hold theirs.</summary>
    protected abstract void Define(Value target, Value? source, ICollection<Value> live);

    /// <summary>Walks a block from its end to its start; the set is what is alive at the end, and becomes what is alive at the start.</summary>
    protected void Block(Block block, HashSet<Value> live)
    {
        for (int i = block.Lets.Count - 1; i >= 0; i--)
        {
            Let let = block.Lets[i];
            if (!IsStatement(let)) continue;
            switch (let.Operation)
            {
                case If branch when !IsExpression(let):
                    Branch(let, branch, live);
                    break;
                case Scope scope:
                    Moves(let.Targets, scope.Body.Results, live);
                    Block(scope.Body, live);
                    break;
                case For loop:
                    Loop(let, loop, live);
                    break;
                case While loop:
                    Loop(let, loop, live);
                    break;
                case Throw:
                    live.Clear();
                    live.UnionWith(Reads(let));
                    break;
                case Pullback:
                    // The targets are variables before the call, which is when the operands are read.
                    live.UnionWith(Reads(let));
                    live.UnionWith(let.Targets);
                    foreach (Value target in let.Targets) Define(target, null, live);
                    live.ExceptWith(let.Targets);
                    break;
                default:
                    foreach (Value target in let.Targets.Where(IsDefined)) Define(target, null, live);
                    live.ExceptWith(let.Targets);
                    live.UnionWith(Reads(let));
                    break;
            }
        }
    }

    /// <summary>Moves in parallel: all sources are read, then all targets are defined.</summary>
    protected void Moves(IEnumerable<Value> targets, IEnumerable<Value> sources, HashSet<Value> live)
    {
        var moves = targets.Zip(sources, static (target, source) => (target, source)).Where(move => IsDefined(move.target)).ToList();
        foreach ((Value target, _) in moves) live.Add(target);
        foreach ((Value target, Value source) in moves) Define(target, source, live);
        foreach ((Value target, _) in moves) live.Remove(target);
        foreach ((_, Value source) in moves) live.UnionWith(Reads(source));
    }

    private void Branch(Let let, If branch, HashSet<Value> live)
    {
        var otherwise = new HashSet<Value>(live);
        Moves(let.Targets, branch.Then.Results, live);
        Block(branch.Then, live);
        Moves(let.Targets, branch.Else.Results, otherwise);
        Block(branch.Else, otherwise);
        live.UnionWith(otherwise);
        live.UnionWith(Reads(branch.Condition));
    }

    private void Loop(Let let, For loop, HashSet<Value> live)
    {
        int flags = loop.MayExit ? 1 : 0;
        IEnumerable<Value> carried = loop.Body.Arguments.Skip(1);
        HashSet<Value> header = new(live);
        Moves(let.Targets.Skip(flags), carried, header);
        foreach (Value argument in carried.Where(IsDefined)) header.Add(argument);
        foreach (Value bound in new[] { loop.Lower, loop.Upper, loop.Step }) header.UnionWith(Reads(bound));
        header.UnionWith(ReadsOf(loop.Body));
        if (loop.MayExit && IsDefined(let.Targets[0]))
        {
            header.Add(let.Targets[0]);
            Define(let.Targets[0], null, header);
        }

        var body = new HashSet<Value>(header) { loop.Body.Arguments[0] };
        Define(loop.Body.Arguments[0], null, body);
        if (loop.MayExit) body.UnionWith(Reads(loop.Body.Results[0]));
        Moves(carried, loop.Body.Results.Skip(flags), body);
        Block(loop.Body, body);

        live.Clear();
        live.UnionWith(header);
        Moves(carried, loop.Initial, live);
        if (loop.MayExit) live.Remove(let.Targets[0]);
    }

    private void Loop(Let let, While loop, HashSet<Value> live)
    {
        Block condition = loop.Condition, body = loop.Body;
        HashSet<Value> header = new(live);
        header.ExceptWith(let.Targets);
        foreach (Value argument in condition.Arguments.Where(IsDefined)) header.Add(argument);
        header.UnionWith(ReadsOf(condition));
        header.UnionWith(ReadsOf(body));

        var end = new HashSet<Value>(header);
        Moves(condition.Arguments, body.Results, end);
        Block(body, end);
        Moves(body.Arguments, condition.Results.Skip(1), end);
        Moves(let.Targets, condition.Results.Skip(1), live);
        end.UnionWith(live);
        end.UnionWith(Reads(condition.Results[0]));
        Block(condition, end);

        live.Clear();
        live.UnionWith(header);
        Moves(condition.Arguments, loop.Initial, live);
    }

    /// <summary>What a block and the blocks in it read of what is defined outside.</summary>
    private HashSet<Value> ReadsOf(Block block)
    {
        var inside = new HashSet<Value>();
        Walk.Definitions(block, value => inside.Add(value));
        var reads = new HashSet<Value>();
        Walk.Uses(block, value => reads.UnionWith(Reads(value)));
        reads.ExceptWith(inside);
        return reads;
    }
}
