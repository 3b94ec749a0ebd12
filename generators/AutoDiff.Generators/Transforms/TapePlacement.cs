using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>Gives the reverse sweep the primal values it uses. At the level of the function they are still there. In the
/// reverse of a loop's body or of a branch each is either computed again or kept: a body keeps it on a
/// <see cref="Tape"/>, a branch passes it out as one more result.</summary>
internal sealed class TapePlacement
{
    private readonly Function primal;
    private readonly ValueNumbers numbers;
    private readonly Scopes scopes;
    private readonly MemoryVersions versions;
    private readonly TapeAllocation allocation;
    private readonly Dictionary<Block, List<(Value Value, Tape Tape)>> taped = new(ByIdentity.Instance);
    private readonly Dictionary<Let, Value> counted = new(ByIdentity.Instance);
    private readonly Dictionary<Let, List<(Block Branch, Value Value, Value Lifted)>> lifted = new(ByIdentity.Instance);

    public TapePlacement(Function primal, ValueNumbers numbers, MemoryObjects memory, Scopes scopes)
    {
        this.primal = primal;
        this.numbers = numbers;
        this.scopes = scopes;
        versions = MemoryVersions.Of(primal, memory, scopes);
        allocation = new TapeAllocation(primal, numbers);
    }

    /// <summary>The reverse of a block with what it needs of that block's own values in front.</summary>
    /// <param name="forward">The block as it stands in the primal.</param>
    /// <param name="reverse">Its reverse, which uses values of the primal as though they were in scope.</param>
    /// <param name="index">The loop's index in the primal, if the block is the body of a loop.</param>
    /// <param name="reverseIndex">The same in the reverse loop.</param>
    public Block Resolve(Block forward, Block reverse, Value? index = null, Value? reverseIndex = null)
    {
        Block pruned = DeadCode.Run(reverse, []);
        var substitution = new Substitution();
        if (index is not null) substitution.Add(index, reverseIndex!);
        HashSet<Value> needed = [];
        Walk.Uses(pruned, value =>
        {
            if (IsOwn(value)) needed.Add(value);
        });

        var choice = KeepOrRecompute.Of(needed, scopes.Definition, IsOwn, versions, IsLoopBody(forward));
        var prologue = new Builder(numbers);
        foreach (Value value in Definitions(forward))
        {
            if (choice.Kept.Contains(value)) substitution.Add(value, Keep(forward, value, prologue));
            else if (choice.Recomputed.Contains(value)) substitution.Add(value, Recompute(value, prologue));
        }

        return substitution.Of(pruned with { Lets = prologue.Lets.Concat(pruned.Lets).ToEquatableArray() });

        bool IsOwn(Value value) => IsOf(forward, value) && value != index;
    }

    /// <summary>Has the forward sweep count how often the body of a loop runs; the count, an Int64 beside the loop's results.</summary>
    public Value CountIterations(Let let)
    {
        Value count = numbers.Create(ScalarType.Int64, "iterations");
        scopes.Add(count, scopes.Parent(((While)let.Operation).Body)!.Value.Parent, let);
        counted.Add(let, count);
        return count;
    }

    /// <summary>The forward sweep: the primal, keeping what <see cref="Resolve"/> has asked for.</summary>
    public Block KeepingForward()
    {
        Block body = Keeping(primal.Body);
        return body with { Lets = allocation.Stacks.Concat(body.Lets).Select(InForwardSweep).ToEquatableArray() };
    }

    private static Let InForwardSweep(Let let)
    {
        Operation operation = Walk.Rewrite(let.Operation, static value => value, static block => block with { Lets = block.Lets.Select(InForwardSweep).ToEquatableArray() });
        return let with { Operation = operation, Origin = (let.Origin ?? new Origin(-1, "")) with { Sweep = Sweep.Forward } };
    }

    private Block Keeping(Block block)
    {
        var builder = new Builder(numbers);
        foreach (Value argument in block.Arguments) Write(block, argument, builder);
        foreach (Let let in block.Lets)
        {
            if (ReferenceEquals(block, primal.Body))
            {
                foreach (Let ahead in allocation.AheadOf(let)) builder.Append(ahead);
            }

            builder.Origin = let.Origin;
            Let keeping = KeepingNested(let, builder);
            builder.Append(keeping);
            foreach (Value target in keeping.Targets) Write(block, target, builder);
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }

    private Let KeepingNested(Let let, Builder before)
    {
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
        if (value.Type is MemoryType) throw new NotSupportedException("Memory that depends on the path taken has no adjoint yet.");
        (Let let, Block parent) = scopes.Parent(forward) ?? throw new InvalidOperationException("The values of the function itself are in scope.");
        if (IsLoopBody(forward))
        {
            Tape tape = allocation.Create(forward, scopes, value);
            if (!taped.TryGetValue(forward, out List<(Value, Tape)>? list)) taped[forward] = list = [];
            list.Add((value, tape));
            return tape.Read(prologue, value);
        }

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
        Operation operation = scopes.Definition(value)!.Operation;
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
            foreach (Value target in let.Targets) yield return target;
            if (counted.TryGetValue(let, out Value? count)) yield return count;
            if (!lifted.TryGetValue(let, out List<(Block, Value, Value Lifted)>? passed)) continue;
            foreach ((_, _, Value outside) in passed) yield return outside;
        }
    }

    private bool IsOf(Block block, Value value) => ReferenceEquals(scopes.Home(value), block);

    private bool IsLoopBody(Block block) => scopes.Parent(block) is { Let.Operation: For or While };
}
