using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Where memory is cleared and a loop then adds to its elements one after the other, the loop writes them; only what it does not come to is cleared.</summary>
internal sealed class FirstWrites
{
    private readonly ValueNumbers numbers;
    private readonly MemoryObjects memory;
    private readonly LoopOrder order;
    private readonly UseSites uses;
    private readonly Extents extents;
    private readonly HashSet<Value> unspecified, zeros;
    private readonly Dictionary<Value, Let> definitions = [];

    /// <summary>What takes the place of a statement.</summary>
    private readonly Dictionary<Let, List<Let>> replaced = new(ByIdentity.Instance);

    /// <summary>What is cleared in front of a loop.</summary>
    private readonly Dictionary<Let, IReadOnlyList<Let>> ahead = new(ByIdentity.Instance);
    private readonly Substitution substitution = new();

    private FirstWrites(Function function)
    {
        (numbers, memory, order, uses, extents) = (ValueNumbers.After(function), MemoryObjects.Of(function), LoopOrder.Of(function), UseSites.Of(function), Extents.Of(function));
        unspecified = Unspecified.In(function);
        foreach (Let let in Walk.Lets(function.Body))
        {
            foreach (Value target in let.Targets) definitions[target] = let;
        }

        zeros = [.. definitions.Where(static found => found.Value.Operation is Constant { Bits: 0 } && found.Key.Type.IsFloating).Select(static found => found.Key)];
    }

    public static Function Run(Function function)
    {
        var pass = new FirstWrites(function);
        foreach (Block block in Walk.Lets(function.Body).SelectMany(static let => Walk.Blocks(let.Operation)).Prepend(function.Body)) pass.Find(block);
        return pass.replaced.Count == 0 ? function : function with { Body = pass.substitution.Of(pass.Visit(function.Body)) };
    }

    private Block Visit(Block block) => block with
    {
        Lets = block.Lets.SelectMany(let => replaced.TryGetValue(let, out List<Let>? instead) ? instead : [.. Ahead(let), let with { Operation = Walk.Rewrite(let.Operation, static value => value, Visit) }]).ToEquatableArray(),
    };

    private IReadOnlyList<Let> Ahead(Let let) => ahead.TryGetValue(let, out IReadOnlyList<Let>? cleared) ? cleared : [];

    private void Find(Block block)
    {
        for (int i = 0; i < block.Lets.Count; i++)
        {
            if (block.Lets[i] is not { Operation: Fill fill } clear || !zeros.Contains(fill.Element) || memory.Object(fill.Memory) != fill.Memory || !unspecified.Contains(fill.Memory)) continue;
            if (fill.Memory.Type is not MemoryType { Element: ScalarType, Form: MemoryForm.Span or MemoryForm.Array }) continue;
            Let? next = block.Lets.Skip(i + 1).FirstOrDefault(let => Footprint.Of(let).Accesses.Any(access => memory.MayOverlap(access.Memory, fill.Memory)));
            if (next?.Operation is For loop && UpdateOf(next, loop, fill.Memory) is { } update) Replace(clear, fill.Memory, next, loop, update);
        }
    }

    /// <summary>The one statement that adds to an element in each iteration, and reads what was there before; null where that is not all.</summary>
    private Update? UpdateOf(Let let, For loop, Value cleared)
    {
        if (loop.MayExit || loop.Body.EndsInThrow || ConstantOf(loop.Step) != 1 || ConstantOf(loop.Lower) is not (>= 0 and <= ushort.MaxValue and var lower)) return null;
        Access[] accesses = [.. Accesses.Of(loop.Body).Where(access => memory.MayOverlap(access.Memory, cleared))];
        if (accesses is not [{ Let.Operation: Load { Leaf.Length: 0 } load } read, { Let.Operation: Store }] || !ReferenceEquals(read.Block, loop.Body) || order.Update(loop.Body, read.Let) is null || load.Memory != cleared) return null;
        if (Variation.Of(loop, memory, ConstantOf).OffsetOf(load.Index) is not { } terms || !terms.All(term => ConstantOf(term.Term) is >= 0 and <= ushort.MaxValue)) return null;
        long offset = terms.Sum(term => (term.IsSubtracted ? -1 : 1) * ConstantOf(term.Term)!.Value);
        bool isSum = uses[read.Let.Target] is [{ Let: { Operation: Apply { Primitive: var primitive } } sum } site] && ReferenceEquals(site.Block, loop.Body)
            && (primitive == Arithmetic.Add || (primitive == Arithmetic.Subtract && site.Position == 0));
        return isSum && !replaced.ContainsKey(let) && lower + offset >= 0 ? new(read.Let, uses[read.Let.Target][0].Let!, (int)(lower + offset), (int)offset) : null;
    }

    /// <param name="Sum">The first summand that comes to what has been read.</param>
    /// <param name="First">The first element.</param>
    /// <param name="Offset">By which the index of an element differs from that of the loop.</param>
    private sealed record Update(Let Load, Let Sum, int First, int Offset);

    private void Replace(Let clear, Value cleared, Let let, For loop, Update update)
    {
        var builder = new Builder(numbers) { Origin = clear.Origin };
        Value zero = ((Fill)clear.Operation).Element;
        MemoryType part = (MemoryType)cleared.Type with { Form = MemoryForm.Span };
        long? beyond = extents.Beyond(loop.Upper, cleared) + update.Offset;
        if (update.First == 0 && beyond >= 0)
        {
            Remove(clear, update);
            return;
        }

        Value length = builder.Length(cleared), first = builder.Int(update.First);
        if (update.First > 0)
        {
            first = builder.Apply(Selection.Min, first, length);
            builder.Do(new Fill(builder.Define(part, new Slice(cleared, builder.Int(0), first, InRange: true)), zero));
        }

        // Nothing overflows downwards, and where it does so upwards, more is cleared than has to be.
        if (beyond is not >= 0)
        {
            Value end = update.Offset < 0 && beyond is null ? builder.Apply(Selection.Max, loop.Lower, loop.Upper) : loop.Upper;
            if (update.Offset != 0) end = builder.Apply(update.Offset > 0 ? Arithmetic.Add : Arithmetic.Subtract, end, builder.Int(System.Math.Abs(update.Offset)));
            if (beyond is null) end = builder.Apply(Selection.Min, end, length);
            bool isPositive = update.Offset == 0 && definitions.TryGetValue(loop.Upper, out Let? upper) && upper.Operation is Length;
            if (update.First > 0 || !isPositive) end = builder.Apply(Selection.Max, first, end);
            builder.Do(new Fill(builder.Define(part, new Slice(cleared, end, builder.Apply(Arithmetic.Subtract, length, end), InRange: true)), zero));
        }

        // How far the loop goes may only be known here.
        ahead[let] = [.. Ahead(let), .. builder.Lets];
        Remove(clear, update);
    }

    private void Remove(Let clear, Update update)
    {
        replaced[clear] = [];
        replaced[update.Load] = [];
        Value summand = ((Apply)update.Sum.Operation).Operands.First(operand => operand != update.Load.Target);
        if (((Apply)update.Sum.Operation).Primitive == Arithmetic.Subtract) replaced[update.Sum] = [update.Sum with { Operation = new Apply(Arithmetic.Negate, [summand]) }];
        else
        {
            replaced[update.Sum] = [];
            substitution.Add(update.Sum.Target, summand);
        }
    }

    private long? ConstantOf(Value value) => definitions.TryGetValue(value, out Let? let) && let.Operation is Constant constant ? constant.Bits : null;
}
