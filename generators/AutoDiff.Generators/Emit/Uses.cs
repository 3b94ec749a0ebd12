using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Which values somebody reads, and how often. What only feeds carried values that nobody reads is not needed.</summary>
internal sealed class Uses
{
    private readonly Dictionary<Value, Let> definitions = [];
    private readonly Dictionary<Value, List<Value>> feeders = [];
    private readonly HashSet<Value> needed = [];
    private readonly Dictionary<Value, int> counts = [];

    private Uses(Function function)
    {
        var roots = new List<Value>(function.Results);
        Collect(function.Body, roots);
        Mark(roots);
        Count(function.Body);
        foreach (Value result in function.Results) Count(result);
    }

    public static Uses Of(Function function) => new(function);

    public bool IsNeeded(Value value) => needed.Contains(value);

    public int CountOf(Value value) => counts.TryGetValue(value, out int count) ? count : 0;

    /// <summary>The let that defines the value; null for arguments of blocks.</summary>
    public Let? DefinitionOf(Value value) => definitions.TryGetValue(value, out Let? let) ? let : null;

    /// <summary>Does anything remain of the let?</summary>
    public bool IsKept(Let let) => let.Targets.Any(IsNeeded) || EffectAnalysis.Of(let.Operation) is not (Effect.None or Effect.ReadsMemory);

    private void Collect(Block block, List<Value> roots)
    {
        foreach (Let let in block.Lets)
        {
            foreach (Value target in let.Targets) definitions[target] = let;
            bool stays = EffectAnalysis.Of(let.Operation) is not (Effect.None or Effect.ReadsMemory);
            var always = new List<Value>(Walk.Operands(let.Operation));
            switch (let.Operation)
            {
                case If branch:
                    Feed(let.Targets, branch.Then.Results);
                    Feed(let.Targets, branch.Else.Results);
                    break;
                case Scope scope:
                    Feed(let.Targets, scope.Body.Results);
                    break;
                case For loop:
                    always = [loop.Lower, loop.Upper, loop.Step];
                    int flags = loop.MayExit ? 1 : 0;
                    if (loop.MayExit) always.Add(loop.Body.Results[0]);
                    Feed(loop.Body.Arguments.Skip(1), loop.Initial);
                    Feed(loop.Body.Arguments.Skip(1), loop.Body.Results.Skip(flags));
                    Feed(let.Targets.Skip(flags), loop.Body.Arguments.Skip(1));
                    break;
                case While loop:
                    always = [loop.Condition.Results[0]];
                    Feed(loop.Condition.Arguments, loop.Initial);
                    Feed(loop.Condition.Arguments, loop.Body.Results);
                    Feed(loop.Body.Arguments, loop.Condition.Results.Skip(1));
                    Feed(let.Targets, loop.Condition.Results.Skip(1));
                    break;
            }

            if (stays) roots.AddRange(always);
            foreach (Value target in let.Targets) FeedersOf(target).AddRange(always);
            foreach (Block nested in Walk.Blocks(let.Operation)) Collect(nested, roots);
        }
    }

    private void Feed(IEnumerable<Value> values, IEnumerable<Value> sources)
    {
        foreach ((Value value, Value source) in values.Zip(sources, static (value, source) => (value, source))) FeedersOf(value).Add(source);
    }

    private List<Value> FeedersOf(Value value)
    {
        if (!feeders.TryGetValue(value, out List<Value>? list)) feeders[value] = list = [];
        return list;
    }

    private void Mark(List<Value> roots)
    {
        var pending = new Stack<Value>(roots);
        while (pending.Count > 0)
        {
            Value value = pending.Pop();
            if (!needed.Add(value) || !feeders.TryGetValue(value, out List<Value>? sources)) continue;
            foreach (Value source in sources) pending.Push(source);
        }
    }

    private void Count(Block block)
    {
        foreach (Let let in block.Lets.Where(IsKept))
        {
            foreach (Value read in Reads(let)) Count(read);
            foreach (Block nested in Walk.Blocks(let.Operation)) Count(nested);
        }
    }

    private void Count(Value value) => counts[value] = CountOf(value) + 1;

    /// <summary>What a let reads, at its head or at the ends of its blocks.</summary>
    private IEnumerable<Value> Reads(Let let) => let.Operation switch
    {
        If branch => [branch.Condition, .. Sources(let.Targets, branch.Then.Results), .. Sources(let.Targets, branch.Else.Results)],
        Scope scope => Sources(let.Targets, scope.Body.Results),
        For loop => [
            loop.Lower, loop.Upper, loop.Step,
            .. loop.Body.Results.Take(loop.MayExit ? 1 : 0),
            .. Sources(loop.Body.Arguments.Skip(1), loop.Initial),
            .. Sources(loop.Body.Arguments.Skip(1), loop.Body.Results.Skip(loop.MayExit ? 1 : 0))],
        While loop => [
            loop.Condition.Results[0],
            .. Sources(loop.Condition.Arguments, loop.Initial),
            .. Sources(loop.Condition.Arguments, loop.Body.Results),
            .. Sources(loop.Body.Arguments, loop.Condition.Results.Skip(1)),
            .. Sources(let.Targets, loop.Condition.Results.Skip(1))],
        var operation => Walk.Operands(operation),
    };

    private IEnumerable<Value> Sources(IEnumerable<Value> targets, IEnumerable<Value> sources) =>
        targets.Zip(sources, static (target, source) => (target, source)).Where(pair => IsNeeded(pair.target)).Select(static pair => pair.source);
}
