using System;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>The lets of a block backwards: one rule for each kind of operation.</summary>
internal sealed class ReverseStatements
{
    private readonly Activity activity;
    private readonly Shadows shadows;
    private readonly Ranges ranges;
    private readonly MemoryPlan plan;
    private readonly ReverseControlFlow controlFlow;
    private readonly ReverseMemory memory;
    private readonly ReverseRules rules;
    private readonly ReverseCalls calls;

    public ReverseStatements(Activity activity, Shadows shadows, Ranges ranges, Scopes scopes, TapePlacement placement, MemoryPlan plan, SplitModule split)
    {
        this.activity = activity;
        this.shadows = shadows;
        this.ranges = ranges;
        this.plan = plan;
        controlFlow = new ReverseControlFlow(this, activity, placement, plan);
        memory = new ReverseMemory(activity, shadows, scopes);
        rules = new ReverseRules(activity, shadows, scopes, plan, memory);
        calls = new ReverseCalls(activity, shadows, placement, split);
    }

    /// <summary>Appends the reverse of the block; the adjoints of its results are given, those of what it uses are left.</summary>
    public void Run(Block block, Builder reverse, Adjoints adjoints)
    {
        shadows.Enter(block, reverse);
        for (int i = block.Lets.Count - 1; i >= 0; i--)
        {
            Let let = block.Lets[i];
            reverse.Origin = let.Origin is null ? null : let.Origin with { Sweep = Sweep.Reverse };
            Restore(let, reverse);
            Refusal.At(let.Origin, () => Run(let, block, reverse, adjoints));
        }
    }

    /// <summary>Puts back what the statement has overwritten.</summary>
    private void Restore(Let let, Builder reverse)
    {
        if (plan.OverwrittenElement(let) is var (value, _) && let.Operation is Store store) reverse.Store(store.Memory, store.Index, value, store.Leaf, inRange: true);
        if (plan.OverwrittenPart(let) is { } part) reverse.Do(new Copy(part.Copy, let.Operation is Copy copy ? copy.Destination : ((Fill)let.Operation).Memory));
    }

    private void Run(Let let, Block block, Builder reverse, Adjoints adjoints)
    {
        switch (let.Operation)
        {
            case Apply apply:
                Run(apply, let.Target, reverse, adjoints);
                break;
            case Load load:
                // dX[i] += dY
                if (adjoints.Take(let.Target) is { } loaded && shadows.IsActive(load.Memory)) Accumulate(reverse, shadows.Of(load.Memory), load.Index, load.Leaf, loaded);
                break;
            case Store store:
                // dY += dX[i]; dX[i] = 0
                if (!shadows.IsActive(store.Memory)) break;
                Value shadow = shadows.Of(store.Memory);
                Value stored = reverse.Load(shadow, store.Index, store.Leaf, inRange: true, type: adjoints.TypeOf(store.Element));
                if (activity.IsActive(store.Element)) adjoints.Add(reverse, store.Element, stored, isNew: true);
                reverse.Store(shadow, store.Index, reverse.Number(adjoints.TypeOf(store.Element), 0), store.Leaf, inRange: true);
                break;
            case Push push:
                // dX += pop of dTape
                if (!shadows.IsActive(push.Tape)) break;
                adjoints.Add(reverse, push.Element, reverse.Define(adjoints.TypeOf(push.Element), new Pop(shadows.Of(push.Tape))), isNew: true);
                break;
            case Pop pop:
                // push dX on dTape
                if (shadows.IsActive(pop.Tape)) reverse.Do(new Push(shadows.Of(pop.Tape), adjoints.Take(let.Target) ?? adjoints.Zero(reverse, let.Target)));
                break;
            case For or While or If or Scope:
                controlFlow.Run(let, reverse, adjoints);
                break;
            case Constant or Alloc or Stack or Length or Slice or Row or Choose or OpaqueCall or Throw:
                break;
            case RuleCall call:
                rules.Run(let, call, block, reverse, adjoints);
                break;
            case Copy copy:
                memory.Run(copy, reverse);
                break;
            case Fill fill:
                memory.Run(fill, reverse, adjoints);
                break;
            case Call call:
                calls.Run(let, call, reverse, adjoints);
                break;
            case Pullback or Pushforward when !activity.Touches(let):
                break;
            case Pullback or Pushforward:
                throw new Refusal("the derivative of a rule is not known, so there is no derivative of what applies it; write its code here");
            default:
                throw new Refusal($"{let.Operation.GetType().Name} has no reverse yet.");
        }
    }

    private void Run(Apply apply, Value result, Builder reverse, Adjoints adjoints)
    {
        if (adjoints.Take(result) is not { } adjoint) return;
        bool isRegular = ranges.IsAwayFromPoles(apply);
        for (int i = 0; i < apply.Operands.Count; i++)
        {
            if (!adjoints.Wants(apply.Operands[i])) continue;
            if (reverse.AdjointContribution(apply, result, i, adjoint, isRegular) is { } contribution)
            {
                adjoints.Add(reverse, apply.Operands[i], contribution, isNew: contribution != adjoint);
            }
        }
    }

    private static void Accumulate(Builder reverse, Value shadow, Value index, string leaf, Value adjoint)
    {
        Value before = reverse.Load(shadow, index, leaf, inRange: true, type: adjoint.Type);
        reverse.Store(shadow, index, reverse.Apply(Arithmetic.Add, before, adjoint), leaf, inRange: true);
    }
}
