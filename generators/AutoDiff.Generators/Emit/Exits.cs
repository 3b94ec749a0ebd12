using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>The flags of loops that may exit whose value is decided by the branch taken last: they are not computed, the
/// branch breaks out of the loop.</summary>
internal sealed class Exits
{
    private readonly HashSet<Value> flags = [];
    private readonly Dictionary<Value, Operation> definitions = [];
    private readonly Dictionary<Value, int> counts = [];

    private Exits(Function function)
    {
        foreach (Let let in Walk.Lets(function.Body))
        {
            foreach (Value target in let.Targets) definitions[target] = let.Operation;
        }

        Walk.Uses(function.Body, value => counts[value] = counts.TryGetValue(value, out int count) ? count + 1 : 1);
        foreach (For loop in Walk.Lets(function.Body).Select(static let => let.Operation).OfType<For>().Where(static loop => loop.MayExit))
        {
            if (definitions.TryGetValue(loop.Body.Results[0], out Operation? operation) && operation is If && Decide(loop.Body, loop.Body.Results[0]) is { } decided) flags.UnionWith(decided);
        }
    }

    public static Exits Of(Function function) => new(function);

    public bool IsFlag(Value value) => flags.Contains(value);

    /// <summary>The flag that a branch decides and its results in the two arms.</summary>
    public (Value Flag, Value Then, Value Else)? Decided(Let let)
    {
        if (let.Operation is not If branch) return null;
        for (int i = 0; i < let.Targets.Count; i++)
        {
            if (IsFlag(let.Targets[i])) return (let.Targets[i], branch.Then.Results[i], branch.Else.Results[i]);
        }

        return null;
    }

    /// <summary>Does the arm of a branch, whose result for the flag this is, always break?</summary>
    public bool Breaks(Value result) => definitions.TryGetValue(result, out Operation? operation) && operation is Constant { Bits: 0 };

    /// <summary>Can what follows the branch be reached only through its second, or only through its first arm?</summary>
    public (bool Then, bool Else) Leaves(Let let)
    {
        var branch = (If)let.Operation;
        (bool then, bool otherwise) = (!Flow.Completes(branch.Then), !Flow.Completes(branch.Else));
        return Decided(let) is var (_, thenFlag, elseFlag) ? (then || Breaks(thenFlag), otherwise || Breaks(elseFlag)) : (then, otherwise);
    }

    /// <summary>The flags that are decided where this one is: itself and those of nested branches; null where it is computed.</summary>
    private List<Value>? Decide(Block block, Value flag)
    {
        if (definitions.TryGetValue(flag, out Operation? operation) && operation is Constant) return [];
        Let? last = block.Lets.LastOrDefault();
        if (last is null || !last.Targets.Contains(flag) || last.Operation is not If branch || counts[flag] != 1) return null;
        int i = last.Targets.ToList().IndexOf(flag);
        (Value then, Value otherwise) = (branch.Then.Results[i], branch.Else.Results[i]);
        if (!GoesOn(branch.Then, then) && !GoesOn(branch.Else, otherwise)) return null;
        return Decide(branch.Then, then) is { } inThen && Decide(branch.Else, otherwise) is { } inElse ? [flag, .. inThen, .. inElse] : null;
    }

    /// <summary>May the loop go on after a block? Where it never does, C# warns of its increment.</summary>
    private bool GoesOn(Block block, Value flag) => Flow.Completes(block) && !Breaks(flag);
}
