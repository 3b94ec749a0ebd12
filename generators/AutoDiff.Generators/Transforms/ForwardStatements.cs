using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>The lets of a block, each followed by its tangent: one rule for each kind of operation.</summary>
internal sealed class ForwardStatements
{
    private readonly Activity activity;
    private readonly Ranges ranges;
    private readonly ForwardCalls calls;
    private readonly Tangents tangents;
    private readonly ForwardControlFlow controlFlow;
    private readonly ForwardRules rules;

    public ForwardStatements(Activity activity, Ranges ranges, ForwardCalls calls, Tangents tangents)
    {
        this.activity = activity;
        this.ranges = ranges;
        this.calls = calls;
        this.tangents = tangents;
        controlFlow = new ForwardControlFlow(this, activity, tangents);
        rules = new ForwardRules(activity, tangents);
    }

    /// <summary>The block that yields, after its own results, the tangents of some of them.</summary>
    public Block Run(Block block, Builder forward, IEnumerable<Value> results)
    {
        foreach (Let let in block.Lets)
        {
            forward.Origin = let.Origin;
            Refusal.At(let.Origin, () => Run(let, forward));
        }

        forward.Origin = null;
        if (!block.EndsInThrow) return forward.ToBlock(block.Arguments, [.. block.Results, .. results.Select(result => tangents.OrZero(forward, result)).ToArray()]);

        // Nothing may follow a throw, and what it yields nobody sees.
        var unreached = new Builder(forward.Numbers);
        EquatableArray<Value> zeros = block.Results.Count == 0 ? [] : [.. block.Results, .. results.Select(result => unreached.Number(tangents.TypeOf(result.Type), 0)).ToArray()];
        Block body = forward.ToBlock(block.Arguments, zeros);
        return body with { Lets = [.. unreached.Lets, .. body.Lets] };
    }

    private void Run(Let let, Builder forward)
    {
        switch (let.Operation)
        {
            case For or While or If or Scope:
                controlFlow.Run(let, forward);
                return;
            case Call call:
                calls.Run(let, call, activity, forward, tangents);
                return;
            case RuleCall call:
                rules.Run(let, call, forward);
                return;
            case Pullback pullback when pullback.Arguments.Concat(pullback.Adjoints).Any(Has):
                throw new Refusal($"the derivative of the rule '{RuleBodies.NameOf(pullback.Template)}' is not known; declare it in this project, static and within what can be differentiated");
        }

        forward.Append(let);
        switch (let.Operation)
        {
            case Apply apply:
                int next = forward.Numbers.Next;
                if (Tangent(apply, let.Target, forward) is { } tangent) tangents.Set(let.Target, tangent.Id < next ? tangent : forward.Name(tangent, Tangents.NameOf(let.Target)));
                break;
            case Load load:
                // vY = vX[i]
                if (Has(load.Memory) && let.Target.Type.IsFloating) Define(let.Target, new Load(Of(load.Memory), load.Index, load.Leaf, InRange: true), forward);
                break;
            case Store store:
                // vX[i] = vY
                if (Has(store.Memory)) forward.Store(Of(store.Memory), store.Index, tangents.OrZero(forward, store.Element), store.Leaf, inRange: true);
                break;
            case Copy copy:
                if (Has(copy.Destination)) Run(copy, forward);
                break;
            case Fill fill:
                if (Has(fill.Memory)) forward.Do(new Fill(Of(fill.Memory), tangents.OrZero(forward, fill.Element)));
                break;
            case Alloc alloc when Has(let.Target):
                Shadows.Clear(forward, Define(let.Target, alloc, forward));
                break;
            case Slice slice when Has(let.Target):
                Define(let.Target, new Slice(Of(slice.Memory), slice.Start, slice.Count, InRange: true), forward);
                break;
            case Row row when Has(let.Target):
                Define(let.Target, new Row(Of(row.Memory), row.Index, InRange: true), forward);
                break;
            case Choose choose when Has(let.Target):
                Define(let.Target, new Choose(choose.Condition, Of(choose.First), Of(choose.Second)), forward);
                break;
            case OpaqueCall when let.Targets is [{ Type: MemoryType } memory] && Has(memory):
                ForwardMode.AllocateZero(memory, forward, tangents); // memory of an object is constant
                break;
            case Stack when Has(let.Target):
                Define(let.Target, let.Operation, forward);
                break;
            case Push push when Has(push.Tape):
                forward.Do(new Push(Of(push.Tape), tangents.OrZero(forward, push.Element)));
                break;
            case Pop pop when Has(pop.Tape):
                Define(let.Target, new Pop(Of(pop.Tape)), forward);
                break;
        }
    }

    private bool Has(Value value) => ForwardMode.HasTangent(value.Type) && activity.IsVaried(value);

    private Value Of(Value memory) => tangents.Of(memory) ?? throw new Refusal("memory of an object cannot take part where a tangent is needed; copy it into an array first");

    private Value Define(Value target, Operation operation, Builder forward)
    {
        Value tangent = tangents.Create(forward.Numbers, target, operation is Alloc ? tangents.TypeBeside((MemoryType)target.Type) : null);
        forward.DefineAll([tangent], operation);
        return tangent;
    }

    /// <summary>The sum over the operands: the tangent of each, times the partial derivative by it. Null where it is zero.</summary>
    private Value? Tangent(Apply apply, Value result, Builder forward)
    {
        if (!result.Type.IsFloating || !apply.Operands.Any(operand => tangents.Of(operand) is not null)) return null;
        if (apply.Primitive == Arithmetic.Select)
        {
            return forward.Apply(Arithmetic.Select, apply.Operands[0], tangents.OrZero(forward, apply.Operands[1]), tangents.OrZero(forward, apply.Operands[2]));
        }

        _ = tangents.TypeOf(result.Type); // there is one
        bool isRegular = ranges.IsAwayFromPoles(apply);
        Value? sum = null;
        for (int i = 0; i < apply.Operands.Count; i++)
        {
            if (tangents.Of(apply.Operands[i]) is not { } tangent || forward.TangentContribution(apply, result, i, tangent, isRegular) is not { } contribution) continue;
            sum = sum is null ? contribution : forward.Apply(Arithmetic.Add, sum, contribution);
        }

        return sum;
    }

    /// <summary>What is overwritten by constants has no tangent any more.</summary>
    private void Run(Copy copy, Builder forward)
    {
        Value destination = Of(copy.Destination);
        if (Has(copy.Source))
        {
            forward.Do(new Copy(Of(copy.Source), destination));
            return;
        }

        Value overwritten = forward.Define(destination.Type, new Slice(destination, forward.Int(0), forward.Length(copy.Source), InRange: true));
        forward.Do(new Fill(overwritten, forward.Number(((MemoryType)destination.Type).Element, 0)));
    }
}
