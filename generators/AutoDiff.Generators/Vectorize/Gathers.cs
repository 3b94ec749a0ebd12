using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>The adjoint of a stencil scatters: <c>dX[i] += a(i); dX[i + 1] += b(i)</c>. It becomes a stencil itself, which gathers: <c>dX[i] += a(i) + b(i - 1)</c>, so that each element is read and
/// written once, and no vector is read of which another has just written a part. The few iterations at both ends whose neighbours are missing follow as loops of their own.</summary>
internal sealed class Gathers
{
    /// <summary>Elements that are further apart than these are left alone.</summary>
    private const int Widest = 8;

    /// <summary>Loops that begin later are left alone; so no index overflows.</summary>
    private const int LatestBegin = 1000;

    private readonly ValueNumbers numbers;
    private readonly MemoryObjects memory;
    private readonly LoopOrder order;
    private readonly VectorPlanner planner;
    private readonly HashSet<Value> unspecified;

    private Gathers(Function function)
    {
        (numbers, memory, order, planner) = (ValueNumbers.After(function), MemoryObjects.Of(function), LoopOrder.Of(function), VectorPlanner.Of(function));
        unspecified = Unspecified.In(function);
    }

    /// <summary>The function itself where there is nothing to gather.</summary>
    public static Function Run(Function function)
    {
        var pass = new Gathers(function);
        Block body = pass.Visit(function.Body);
        return pass.hasGathered ? function with { Body = body } : function;
    }

    private bool hasGathered;

    private Block Visit(Block block)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            if (let.Operation is For loop && planner.PlanOf(loop).Plan is { Winner: null, Separations.Count: 0 } plan && planner.ConstantOf(loop.Lower) is >= 0 and <= LatestBegin and var lower && Groups(let, loop, plan.Variation) is { } groups)
            {
                Gather(builder, let, loop with { Reversed = false }, (int)lower, groups);
                hasGathered = true;
            }
            else builder.Append(let with { Operation = Walk.Rewrite(let.Operation, static value => value, Visit) });
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }

    /// <summary>The index of the loop, a constant, and what else is added or subtracted.</summary>
    private sealed record Place(EquatableArray<(bool IsSubtracted, Value Term)> Terms, int Offset);

    /// <summary>What is done with memory in a loop.</summary>
    /// <param name="Places">By what indices differ from that of the loop.</param>
    /// <param name="Shifts">In which iteration a store gets what the first one of its memory gets in this: so many later, which is to say none or less than none.</param>
    /// <param name="Resets">Stores behind everything, of what is the same in all iterations.</param>
    private sealed record Stencil(Dictionary<Value, Place> Places, Dictionary<Let, int> Shifts, List<Store> Resets)
    {
        /// <summary>How far the elements of an iteration are apart.</summary>
        public int Width => -Shifts.Values.Min();
    }

    /// <summary>Null where there is nothing to gather, or where an iteration cannot be computed in front of others.</summary>
    private Stencil? Groups(Let let, For loop, Variation variation)
    {
        Footprint footprint = Footprint.Of(let);
        if (footprint.MayThrow && footprint.Accesses.Any(access => access.Writes && !memory.Objects(access.Memory).All(unspecified.Contains))) return null;
        Dictionary<Value, Place> places = Places(loop, variation);
        (Let Load, Let Store)[] updates = [.. Updates.In(loop.Body, order)];
        var stencil = new Stencil(places, new(ByIdentity.Instance), []);
        HashSet<Let> own = new(ByIdentity.Instance);
        foreach (IGrouping<Value, (Let Load, Let Store)> pairs in updates.GroupBy(static update => ((Store)update.Store.Operation).Memory))
        {
            Access[] touching = [.. footprint.Accesses.Where(access => memory.MayOverlap(access.Memory, pairs.Key))];
            bool areUpdates = touching.All(access => pairs.Any(pair => ReferenceEquals(pair.Load, access.Let) || ReferenceEquals(pair.Store, access.Let)));
            if (!areUpdates || !memory.Objects(pairs.Key).All(unspecified.Contains) || !pairs.All(pair => places.ContainsKey(IndexOf(pair.Store)))) continue;
            foreach (IGrouping<EquatableArray<(bool, Value)>, (Let Load, Let Store)> neighbours in pairs.GroupBy(pair => places[IndexOf(pair.Store)].Terms))
            {
                int first = neighbours.Min(pair => places[IndexOf(pair.Store)].Offset);
                foreach ((Let _, Let store) in neighbours) stencil.Shifts[store] = first - places[IndexOf(store)].Offset;
            }

            own.UnionWith(pairs.Select(static pair => pair.Load));
        }

        if (stencil.Shifts.Count == 0 || stencil.Width is 0 or > Widest) return null;
        Access[] written = [.. footprint.Accesses.Where(static access => access.Writes)];
        foreach (Access read in footprint.Accesses.Where(access => !access.Writes && !own.Contains(access.Let)))
        {
            Access[] before = [.. written.Where(access => memory.MayOverlap(access.Memory, read.Memory))];
            if (before.Length == 0) continue;
            if (ResetOf(before, read, loop, variation) is not { } reset) return null;
            if (!stencil.Resets.Contains(reset)) stencil.Resets.Add(reset);
        }

        return stencil;
    }

    /// <summary>The store that overwrites what an iteration has read by what is the same in all iterations; null where it is not as simple as that.</summary>
    private Store? ResetOf(Access[] written, Access read, For loop, Variation variation) =>
        written is [{ Let: { Operation: Store store } let }] && loop.Body.Lets.Any(inner => ReferenceEquals(inner, let)) && read.Let.Operation is Load load && load.Memory == store.Memory
        && variation.OffsetOf(load.Index) is { } place && variation.OffsetOf(store.Index) == place && variation.IsOutside(store.Element)
        && loop.Body.Lets.TakeWhile(inner => !ReferenceEquals(inner, let)).Any(inner => ReferenceEquals(inner, read.Let) || Walk.Blocks(inner.Operation).SelectMany(Walk.Lets).Any(nested => ReferenceEquals(nested, read.Let)))
            ? store
            : null;

    private static Value IndexOf(Let store) => ((Store)store.Operation).Index;

    /// <summary>The indices that follow that of the loop.</summary>
    private Dictionary<Value, Place> Places(For loop, Variation variation)
    {
        Dictionary<Value, Place> places = [];
        Walk.Definitions(loop.Body, value =>
        {
            if (variation.OffsetOf(value) is not { } terms) return;
            ILookup<bool, (bool IsSubtracted, Value Term)> found = terms.ToLookup(term => planner.ConstantOf(term.Term) is >= -Widest and <= Widest);
            long offset = found[true].Sum(term => (term.IsSubtracted ? -1 : 1) * planner.ConstantOf(term.Term)!.Value);
            places[value] = new(found[false].OrderBy(static term => term.Term.Id).ToEquatableArray(), (int)offset);
        });
        return places;
    }

    private void Gather(Builder builder, Let let, For loop, int lower, Stencil stencil)
    {
        int width = stencil.Width;
        int[] shifts = [.. stencil.Shifts.Values.Append(0).Distinct().OrderByDescending(static shift => shift)];
        EquatableArray<Value> carried = let.Targets.Select(target => numbers.Create(target.Type, target.Name)).ToEquatableArray();
        builder.Append(let with { Targets = carried, Operation = Inner(builder, loop, lower + width, shifts, stencil) });
        foreach (int shift in shifts)
        {
            // What has no neighbours before it, and behind it.
            For part = loop with { Body = Updates.Filtered(loop.Body, store => Belongs(store, shift, stencil)) };
            int first = lower + width + shift;
            if (first > lower) Append(builder, let, part with { Upper = builder.Apply(Selection.Min, builder.Int(first), loop.Upper) }, shift, ref carried);
            if (shift < 0) Append(builder, let, part with { Lower = builder.Apply(Selection.Max, builder.Int(first), builder.Apply(Arithmetic.Subtract, loop.Upper, builder.Int(-shift))) }, shift, ref carried);
        }

        foreach (Store reset in stencil.Resets)
        {
            Builder body = builder.Nested();
            Value index = numbers.Create(ScalarType.Int32, loop.Body.Arguments[0].Name);
            body.Do(reset with { Index = At(body, index, stencil.Places[reset.Index]) });
            builder.Do(new For(loop.Lower, loop.Upper, loop.Step, [], body.ToBlock([index], [])));
        }
    }

    /// <summary>The loop itself, on some of its iterations; where it is not the first of its kind, nobody looks at what it carries.</summary>
    private void Append(Builder builder, Let let, For part, int shift, ref EquatableArray<Value> carried)
    {
        Let copy = FunctionCopy.Of(let with { Operation = shift == 0 ? part with { Initial = carried } : part }, numbers);
        builder.Append(shift == 0 ? copy with { Targets = let.Targets } : copy);
    }

    private static bool Belongs(Let store, int shift, Stencil stencil) =>
        stencil.Shifts.TryGetValue(store, out int own) ? own == shift : shift == 0 && !stencil.Resets.Exists(reset => ReferenceEquals(reset, store.Operation));

    /// <summary>The iterations whose elements get all that they ever will: from each of those that add to one, the part that does.</summary>
    private For Inner(Builder builder, For loop, int lower, int[] shifts, Stencil stencil)
    {
        Builder body = builder.Nested();
        Value index = numbers.Create(ScalarType.Int32, loop.Body.Arguments[0].Name);
        Dictionary<Place, Value> indices = [];
        EquatableArray<Value> arguments = [index, .. loop.Body.Arguments.Skip(1).Select(argument => numbers.Create(argument.Type, argument.Name))], results = [];
        foreach (int shift in shifts)
        {
            Block part = Updates.Filtered(loop.Body, store => Belongs(store, shift, stencil));
            var substitution = new Substitution();
            foreach ((Value argument, Value own) in loop.Body.Arguments.Zip(arguments, static (argument, own) => (argument, own))) substitution.Add(argument, own);
            foreach (KeyValuePair<Value, Place> place in stencil.Places.OrderBy(static place => place.Key.Id)) substitution.Add(place.Key, Shifted(place.Value with { Offset = place.Value.Offset + shift }));
            Let[] lets = [.. part.Lets.Where(let => let.Targets.Count != 1 || !stencil.Places.ContainsKey(let.Target)).Select(substitution.Of)];
            Let copy = FunctionCopy.Of(new Let([], new Scope(new Block([], lets.ToEquatableArray(), substitution.Of(part.Results))), null), numbers);
            Block copied = ((Scope)copy.Operation).Body;
            foreach (Let inner in copied.Lets) body.Append(inner);
            if (shift == 0) results = copied.Results;
        }

        return loop with { Lower = builder.Int(lower), Body = body.ToBlock(arguments, results) };

        Value Shifted(Place place)
        {
            if (!indices.TryGetValue(place, out Value? found)) indices[place] = found = At(body, index, place);
            return found;
        }
    }

    private static Value At(Builder builder, Value index, Place place)
    {
        Value at = place.Offset == 0 ? index : builder.Apply(place.Offset > 0 ? Arithmetic.Add : Arithmetic.Subtract, index, builder.Int(Math.Abs(place.Offset)));
        foreach ((bool isSubtracted, Value term) in place.Terms) at = isSubtracted ? builder.Apply(Arithmetic.Subtract, at, term) : builder.Apply(Arithmetic.Add, term, at);
        return at;
    }
}
