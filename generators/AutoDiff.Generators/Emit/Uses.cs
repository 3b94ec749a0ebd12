using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Which values somebody reads, and how often. What only feeds carried values that nobody reads is not needed, nor
/// is what control never arrives at.</summary>
internal sealed class Uses
{
    private readonly Dictionary<Value, Let> definitions = [];
    private readonly Dictionary<Value, List<Value>> feeders = [];
    private readonly HashSet<Value> needed = [];
    private readonly Dictionary<Value, int> counts = [];

    private Uses(Function function)
    {
        Exits = Exits.Of(function);
        foreach (Let let in Walk.Lets(function.Body))
        {
            foreach (Value target in let.Targets) definitions[target] = let;
        }

        EquatableArray<Value> results = EndOf(function.Body);
        var roots = new List<Value>(results);
        Collect(function.Body, roots);
        Mark(roots);
        Count(function.Body);
        foreach (Value result in results) Count(result);
    }

    public static Uses Of(Function function) => new(function);

    /// <summary>The flags that are not values but ways out of a loop.</summary>
    public Exits Exits { get; }

    public bool IsNeeded(Value value) => needed.Contains(value);

    public int CountOf(Value value) => counts.TryGetValue(value, out int count) ? count : 0;

    /// <summary>The let that defines the value; null for arguments of blocks.</summary>
    public Let? DefinitionOf(Value value) => definitions.TryGetValue(value, out Let? let) ? let : null;

    /// <summary>Does anything remain of the let?</summary>
    public bool IsKept(Let let) => let.Targets.Any(IsNeeded) || let.Targets.Any(Exits.IsFlag) || EffectAnalysis.Of(let.Operation) is not (Effect.None or Effect.ReadsMemory);

    private void Collect(Block block, List<Value> roots)
    {
        foreach ((_, Let let) in Flow.Reached(block))
        {
            bool stays = EffectAnalysis.Of(let.Operation) is not (Effect.None or Effect.ReadsMemory);
            var always = new List<Value>(Walk.Operands(let.Operation));
            switch (let.Operation)
            {
                case If branch:
                    Feed(let.Targets, EndOf(branch.Then));
                    Feed(let.Targets, EndOf(branch.Else));
                    break;
                case Scope scope:
                    Feed(let.Targets, EndOf(scope.Body));
                    break;
                case For loop:
                    always = [loop.Lower, loop.Upper, loop.Step];
                    int flags = loop.MayExit ? 1 : 0;
                    always.AddRange(EndOf(loop.Body).Take(flags).Where(flag => !Exits.IsFlag(flag)));
                    Feed(loop.Body.Arguments.Skip(1), loop.Initial);
                    Feed(loop.Body.Arguments.Skip(1), EndOf(loop.Body).Skip(flags));
                    Feed(let.Targets.Skip(flags), loop.Body.Arguments.Skip(1));
                    break;
                case While loop:
                    always = [.. EndOf(loop.Condition).Take(1)];
                    Feed(loop.Condition.Arguments, loop.Initial);
                    Feed(loop.Condition.Arguments, EndOf(loop.Body));
                    Feed(loop.Body.Arguments, EndOf(loop.Condition).Skip(1));
                    Feed(let.Targets, EndOf(loop.Condition).Skip(1));
                    break;
            }

            if (let.Operation is Pullback) roots.AddRange(let.Targets); // it takes them by reference, whoever reads them
            if (let.Operation is RuleCall { Rule.Result.Count: > 0 }) roots.Add(let.Targets[0]); // which its leaves are read from
            if (stays || let.Targets.Any(Exits.IsFlag)) roots.AddRange(always);
            foreach (Value target in let.Targets) FeedersOf(target).AddRange(always);
            foreach (Block nested in Flow.ReachedBlocks(let.Operation)) Collect(nested, roots);
        }
    }

    /// <summary>A block's results, where control arrives at its end.</summary>
    private static EquatableArray<Value> EndOf(Block block) => Flow.Completes(block) ? block.Results : [];

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
        foreach (Let let in Flow.Reached(block).Select(static place => place.Let).Where(IsKept))
        {
            foreach (Value read in Reads(let)) Count(read);
            foreach (Block nested in Flow.ReachedBlocks(let.Operation)) Count(nested);
        }
    }

    private void Count(Value value) => counts[value] = CountOf(value) + 1;

    /// <summary>What a let reads, at its head or at the ends of its blocks.</summary>
    private IEnumerable<Value> Reads(Let let) => let.Operation switch
    {
        If branch => [branch.Condition, .. Sources(let.Targets, EndOf(branch.Then)), .. Sources(let.Targets, EndOf(branch.Else))],
        Scope scope => Sources(let.Targets, EndOf(scope.Body)),
        For loop => [
            loop.Lower, loop.Upper, loop.Step,
            .. EndOf(loop.Body).Take(loop.MayExit ? 1 : 0).Where(flag => !Exits.IsFlag(flag)),
            .. Sources(loop.Body.Arguments.Skip(1), loop.Initial),
            .. Sources(loop.Body.Arguments.Skip(1), EndOf(loop.Body).Skip(loop.MayExit ? 1 : 0))],
        While loop => [
            .. EndOf(loop.Condition).Take(1),
            .. Sources(loop.Condition.Arguments, loop.Initial),
            .. Sources(loop.Condition.Arguments, EndOf(loop.Body)),
            .. Sources(loop.Body.Arguments, EndOf(loop.Condition).Skip(1)),
            .. Sources(let.Targets, EndOf(loop.Condition).Skip(1))],
        var operation => Walk.Operands(operation),
    };

    private IEnumerable<Value> Sources(IEnumerable<Value> targets, IEnumerable<Value> sources) =>
        targets.Zip(sources, static (target, source) => (target, source)).Where(pair => IsNeeded(pair.target)).Select(static pair => pair.source);
}
