using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>Gives the reverse sweep the primal values it uses. At the level of the function they are still there. In the
/// reverse of a loop's body or of a branch each is either computed again or kept: a body keeps it on a
/// <see cref="Tape"/>, a branch passes it out as one more result. The body of a split function, which may run many times before
/// its reverse does, is like that of a loop.</summary>
internal sealed class TapePlacement
{
    private readonly Function primal;
    private readonly ValueNumbers numbers;
    private readonly Scopes scopes;
    private readonly MemoryPlan plan;
    private readonly bool isSplit;
    private readonly Repetitions repetitions;
    private readonly TapeAllocation allocation;
    private readonly Dictionary<Block, List<(Value Value, Tape Tape)>> taped = new(ByIdentity.Instance);
    private readonly Dictionary<Let, Operation> replaced = new(ByIdentity.Instance);
    private readonly Dictionary<Let, Value> counted = new(ByIdentity.Instance);
    private readonly Dictionary<Let, List<(Block Branch, Value Value, Value Lifted)>> lifted = new(ByIdentity.Instance);

    /// <param name="isSplit">The reverse sweep is a function of its own, which is handed the parameters that it uses.</param>
    public TapePlacement(Function primal, ValueNumbers numbers, Scopes scopes, MemoryPlan plan, bool isSplit = false)
    {
        this.isSplit = isSplit;
        this.primal = primal;
        this.numbers = numbers;
        this.scopes = scopes;
        this.plan = plan;
        repetitions = new Repetitions(primal, scopes, plan);
        allocation = new TapeAllocation(primal, numbers, stacksOnly: isSplit);
    }

    /// <summary>The loads that are taped, or that others are taped for, because the memory does not hold any more what they read.</summary>
    public HashSet<Let> TapedLoads { get; } = new(ByIdentity.Instance);

    /// <summary>The stacks of a split function, which it is handed.</summary>
    public IReadOnlyList<Value> Stacks => [.. allocation.Stacks.Select(static let => let.Target)];

    /// <summary>The reverse of a block with what it needs of that block's own values in front.</summary>
    /// <param name="forward">The block as it stands in the primal.</param>
    /// <param name="reverse">Its reverse, which uses values of the primal as though they were in scope.</param>
    /// <param name="index">The loop's index in the primal, if the block is the body of a loop.</param>
    /// <param name="reverseIndex">The same in the reverse loop.</param>
    /// <param name="behind">What uses this value comes before what the block needs is taken off its tapes.</param>
    public Block Resolve(Block forward, Block reverse, Value? index = null, Value? reverseIndex = null, Value? behind = null)
    {
        Block pruned = DeadCode.Run(reverse, []);
        var substitution = new Substitution();
        if (index is not null) substitution.Add(index, reverseIndex!);
        HashSet<Value> needed = [];
        Walk.Uses(pruned, value =>
        {
            if (IsOwn(value)) needed.Add(value);
        });

        var choice = KeepOrRecompute.Of(needed, repetitions.Of, IsOwn, value => plan.SnapshotOf(value) is not null, IsWithinRepeated(forward));
        if (IsRepeated(forward)) FindTapedLoads(choice.Kept, IsOwn);
        var prologue = new Builder(numbers);
        HashSet<Value> provided = [];
        foreach (Value value in Definitions(forward)) Provide(value);
        int first = behind is null ? 0 : pruned.Lets.ToList().FindLastIndex(let => Walk.Operands(let.Operation).Contains(behind)) + 1;
        Block resolved = substitution.Of(pruned with { Lets = [.. pruned.Lets.Take(first), .. prologue.Lets, .. pruned.Lets.Skip(first)] });
        return taped.TryGetValue(forward, out List<(Value, Tape Tape)>? tapes) && tapes.Any(static item => item.Tape.ReadsIntoNewMemory) ? Scoped(resolved) : resolved;

        bool IsOwn(Value value) => IsOf(forward, value) && value != index && !(isSplit && primal.Parameters.Contains(value));

        // In order, but that a value which is read from memory may come before the index that it stands at.
        void Provide(Value value)
        {
            if (!provided.Add(value)) return;
            if (choice.Kept.Contains(value)) substitution.Add(value, Keep(forward, value, prologue));
            if (!choice.Recomputed.Contains(value)) return;
            foreach (Value operand in Walk.Operands(repetitions.Of(value)!.Let.Operation)) Provide(operand);
            substitution.Add(value, Recompute(value, prologue));
        }
    }

    /// <summary>Has the forward sweep count how often the body of a loop runs; the count, an Int64 beside the loop's results.</summary>
    public Value CountIterations(Let let)
    {
        Value count = numbers.Create(ScalarType.Int64, "iterations");
        scopes.Add(count, scopes.Parent(((While)let.Operation).Body)!.Value.Parent, let);
        counted.Add(let, count);
        return count;
    }

    /// <summary>Has the forward sweep run something else in the place of an operation.</summary>
    public void Replace(Let let, Operation operation) => replaced[let] = operation;

    /// <summary>The forward sweep: the primal, keeping what <see cref="Resolve"/> has asked for.</summary>
    public Block KeepingForward()
    {
        Block body = Keeping(primal.Body);
        return body with { Lets = (isSplit ? body.Lets : allocation.Stacks.Concat(body.Lets)).Select(InForwardSweep).ToEquatableArray() };
    }

    /// <summary>The block with what it allocates freed at its end.</summary>
    private Block Scoped(Block block)
    {
        EquatableArray<Value> results = block.Results.Select(result => numbers.Create(result.Type, result.Name)).ToEquatableArray();
        return new Block(block.Arguments, [new Let(results, new Scope(block with { Arguments = [] }))], results);
    }

    /// <summary>What keeps the kept values from being computed again.</summary>
    private void FindTapedLoads(IEnumerable<Value> kept, Func<Value, bool> isOwn)
    {
        HashSet<Value> seen = [];
        var pending = new Stack<Value>(kept);
        while (pending.Count > 0)
        {
            Value value = pending.Pop();
            if (!seen.Add(value) || !isOwn(value) || scopes.Definition(value) is not { } let) continue;
            if (let.Operation is Load load)
            {
                if (!plan.IsThere(let, load.Memory)) TapedLoads.Add(let);
            }
            else if (Effect.IsRepeatable(let.Operation))
            {
                foreach (Value operand in Walk.Operands(let.Operation)) pending.Push(operand);
            }
        }
    }

    private static Let InForwardSweep(Let let)
    {
        Operation operation = Walk.Rewrite(let.Operation, static value => value, static block => block with { Lets = block.Lets.Select(InForwardSweep).ToEquatableArray() });
        return let with { Operation = operation, Origin = (let.Origin ?? new Origin(-1, "")) with { Sweep = Sweep.Forward } };
    }

    private Block Keeping(Block block)
    {
        var builder = new Builder(numbers);
        if (!isSplit) WriteAll(block.Arguments);
        foreach (Let let in block.Lets)
        {
            if (ReferenceEquals(block, primal.Body))
            {
                foreach (Let ahead in allocation.AheadOf(let)) builder.Append(ahead);
            }

            builder.Origin = let.Origin;
            KeepAhead(block, let, builder);
            Let keeping = KeepingNested(let, builder);
            builder.Append(keeping);
            if (!isSplit) WriteAll(keeping.Targets);
            foreach (Snapshot snapshot in plan.SnapshotsBehind(let)) Keep(block, snapshot, builder);
        }

        // A call in the block may get back here and leave values on the same tapes: they are taken off after the block's own.
        if (isSplit && !block.EndsInThrow) WriteAll(Definitions(block));
        return builder.ToBlock(block.Arguments, block.Results);

        void WriteAll(IEnumerable<Value> values)
        {
            foreach (Value value in values) Write(block, value, builder);
        }
    }

    /// <summary>Snapshots and elements that the statement is going to overwrite.</summary>
    private void KeepAhead(Block block, Let let, Builder builder)
    {
        bool atTop = ReferenceEquals(block, primal.Body);
        foreach (Snapshot snapshot in plan.SnapshotsAhead(let).Where(snapshot => atTop || IsTaped(block, snapshot.Copy)))
        {
            foreach (Let ahead in snapshot.Ahead) AppendAhead(ahead);
            Keep(block, snapshot, builder);
        }

        if (plan.OverwrittenElement(let) is (var value, { } load) && (atTop || IsTaped(block, value))) AppendAhead(load);
        foreach (Let ahead in (plan.RereadOf(let)?.Ahead ?? []).Where(ahead => IsTaped(block, ahead.Target))) AppendAhead(ahead);

        void AppendAhead(Let ahead)
        {
            builder.Append(ahead);
            foreach (Value target in ahead.Targets) Write(block, target, builder);
        }
    }

    /// <summary>Takes a snapshot: at the level of the function into memory of its own, elsewhere onto its tape.</summary>
    private void Keep(Block block, Snapshot snapshot, Builder builder)
    {
        if (isSplit) throw new SplitRefusal(primal.Name, "memory that a recursive method hands to a method with a rule changes later; write the recursion as a loop");
        if (!ReferenceEquals(block, primal.Body))
        {
            Write(block, snapshot.Copy, builder);
            return;
        }

        builder.Append(new Let([snapshot.Copy], new Alloc(builder.Length(snapshot.Part)), builder.Origin));
        builder.Do(new Copy(snapshot.Part, snapshot.Copy));
    }

    private bool IsTaped(Block block, Value value) =>
        (taped.TryGetValue(block, out List<(Value Value, Tape)>? list) && list.Any(item => item.Value == value))
        || (scopes.Parent(block) is var (let, _) && lifted.TryGetValue(let, out List<(Block Branch, Value Value, Value)>? passed) && passed.Any(item => ReferenceEquals(item.Branch, block) && item.Value == value));

    private Let KeepingNested(Let let, Builder before)
    {
        if (replaced.TryGetValue(let, out Operation? other)) return let with { Operation = other };
        if (counted.TryGetValue(let, out Value? count)) return Counting(let with { Operation = Walk.Rewrite(let.Operation, static value => value, Keeping) }, count, before.Number(count.Type, 0));
        List<(Block Branch, Value Value, Value Lifted)> passed = lifted.TryGetValue(let, out List<(Block, Value, Value)>? found) ? found : [];
        return let with
        {
            Targets = [.. let.Targets, .. passed.Select(static item => item.Lifted)],
            Operation = Walk.Rewrite(let.Operation, static value => value, block =>
            {
                Block keeping = Keeping(block);
                if (passed.Count == 0) return keeping;
                var builder = new Builder(numbers);
                Value[] results = passed.Select(item => ReferenceEquals(item.Branch, block) ? item.Value : builder.Default(item.Value.Type)).ToArray();
                return keeping with { Lets = [.. builder.Lets, .. keeping.Lets], Results = [.. keeping.Results, .. results] };
            }),
        };
    }

    /// <summary>The loop with one more carried value, to which every iteration adds one.</summary>
    private Let Counting(Let let, Value count, Value zero)
    {
        var loop = (While)let.Operation;
        Value before = numbers.Create(count.Type, count.Name), inside = numbers.Create(count.Type, count.Name);
        var body = new Builder(numbers);
        Value next = body.Define(count.Type, new Apply(Arithmetic.Add, [inside, body.Number(count.Type, 1)]), count.Name);
        return let with
        {
            Targets = [.. let.Targets, count],
            Operation = new While(
                [.. loop.Initial, zero],
                loop.Condition with { Arguments = [.. loop.Condition.Arguments, before], Results = [.. loop.Condition.Results, before] },
                new Block([.. loop.Body.Arguments, inside], [.. body.Lets, .. loop.Body.Lets], [.. loop.Body.Results, next])),
        };
    }

    private void Write(Block block, Value value, Builder builder)
    {
        if (!taped.TryGetValue(block, out List<(Value Value, Tape Tape)>? list)) return;
        foreach ((Value kept, Tape tape) in list)
        {
            if (kept == value) tape.Write(builder, value);
        }
    }

    /// <summary>Has the forward sweep keep a value; what it is called in the reverse sweep.</summary>
    private Value Keep(Block forward, Value value, Builder prologue)
    {
        if (value.Type is MemoryType && plan.SnapshotOf(value) is null) throw new Refusal("Memory that depends on the path taken has no adjoint yet.");
        if (value.Type is not (ScalarType or MemoryType) && IsRepeated(forward)) throw new Refusal("a rule cannot be given an object that a loop makes anew; make it in front of the loop");
        if (IsRepeated(forward) || plan.SnapshotOf(value) is not null)
        {
            Tape tape = plan.SnapshotOf(value) is { } snapshot ? allocation.CreateFor(snapshot, forward, scopes) : allocation.Create(forward, scopes, value);
            if (!taped.TryGetValue(forward, out List<(Value, Tape)>? list)) taped[forward] = list = [];
            list.Add((value, tape));
            return tape.Read(prologue, value);
        }

        (Let let, Block parent) = scopes.Parent(forward) ?? throw new InvalidOperationException("The values of the function itself are in scope.");
        int passedOut = OwnResults(forward, let).IndexOf(value);
        if (passedOut >= 0) return let.Targets[passedOut];
        Value outside = numbers.Create(value.Type, value.Name);
        scopes.Add(outside, parent, let);
        if (!lifted.TryGetValue(let, out List<(Block, Value, Value)>? passed)) lifted[let] = passed = [];
        passed.Add((forward, value, outside));
        return outside;
    }

    /// <summary>What a branch yields: where it was taken, that is what the targets are.</summary>
    private static List<Value> OwnResults(Block block, Let let) => let.Operation is If or Scope ? [.. block.Results] : [];

    /// <summary>A part of memory is known to fit by now. A load may not be called so: the mark says that it is in range wherever its index is known.</summary>
    private Value Recompute(Value value, Builder prologue)
    {
        Operation operation = repetitions.Of(value)!.Let.Operation;
        Operation again = operation switch
        {
            Slice slice => slice with { InRange = true },
            Row row => row with { InRange = true },
            _ => operation,
        };
        return prologue.Define(value.Type, again, value.Name);
    }

    /// <summary>What a block defines itself, in order; what nested branches pass out comes with their branch, a count with its loop.</summary>
    private IEnumerable<Value> Definitions(Block block)
    {
        foreach (Value argument in block.Arguments) yield return argument;
        foreach (Let let in block.Lets)
        {
            foreach (Value ahead in Ahead(let)) yield return ahead;
            foreach (Value target in let.Targets) yield return target;
            foreach (Snapshot snapshot in plan.SnapshotsBehind(let)) yield return snapshot.Copy;
            if (counted.TryGetValue(let, out Value? count)) yield return count;
            if (!lifted.TryGetValue(let, out List<(Block, Value, Value Lifted)>? passed)) continue;
            foreach ((_, _, Value outside) in passed) yield return outside;
        }
    }

    /// <summary>What the plan defines in front of a statement, for the reverse sweep.</summary>
    private IEnumerable<Value> Ahead(Let let)
    {
        foreach (Snapshot snapshot in plan.SnapshotsAhead(let))
        {
            foreach (Let ahead in snapshot.Ahead) yield return ahead.Target;
            yield return snapshot.Copy;
        }

        foreach (Let ahead in plan.RereadOf(let)?.Ahead ?? []) yield return ahead.Target;
        if (plan.OverwrittenElement(let) is (var value, not null)) yield return value;
    }

    private bool IsOf(Block block, Value value) => ReferenceEquals(scopes.Home(value), block);

    /// <summary>What it keeps ends up on a tape, be it by way of what a branch passes out.</summary>
    private bool IsWithinRepeated(Block block) => IsRepeated(block) || (scopes.Parent(block) is var (_, parent) && IsWithinRepeated(parent));

    /// <summary>It may run again before its reverse does.</summary>
    private bool IsRepeated(Block block) => scopes.Parent(block) is { Let.Operation: For or While } || (isSplit && ReferenceEquals(block, primal.Body));
}
