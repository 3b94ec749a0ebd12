using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>Memory that flows through branches and loops as numbers: which object, and which part of it. Numbers can be
/// kept for the reverse sweep; memory cannot. Where it is used the memory is chosen again by its number.</summary>
internal sealed class MemorySelection
{
    private readonly ValueNumbers numbers;
    private readonly MemoryObjects memory;
    private readonly Scopes scopes;
    private readonly HashSet<Value> whole;
    private readonly List<Value> objects = [];
    private readonly Dictionary<Value, Descriptor> descriptors = [];
    private readonly Dictionary<Value, Slice> slices = [];
    private readonly Substitution substitution = new();

    private MemorySelection(Function function)
    {
        numbers = ValueNumbers.After(function);
        memory = MemoryObjects.Of(function);
        scopes = Scopes.Of(function);
        whole = WholeObjects.Of(function);
    }

    public static Function Run(Function function)
    {
        bool isNeeded = Walk.Lets(function.Body).SelectMany(ControlFlow.Of).Any(static flow => flow.To.Type is MemoryType);
        if (!isNeeded) return function;
        var pass = new MemorySelection(function);
        Block body = pass.Visit(function.Body, function.Body.Arguments, [], new Builder(pass.numbers));
        return function with { Body = pass.substitution.Of(body) };
    }

    /// <summary>The numbers of a piece of memory: the object's, and where it is not whole, start and count.</summary>
    private sealed record Descriptor(Value Object, Value? Start, Value? Count)
    {
        public IEnumerable<Value> Parts => Start is null ? [Object] : [Object, Start, Count!];
    }

    /// <param name="arguments">The block's arguments, flattened.</param>
    /// <param name="receivers">What the results become, the last of them for the last result.</param>
    /// <param name="builder">What stands first in the block.</param>
    private Block Visit(Block block, EquatableArray<Value> arguments, EquatableArray<Value> receivers, Builder builder)
    {
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            Visit(let, builder, block);
        }

        builder.Origin = null;
        return builder.ToBlock(arguments, Flatten(block.Results, receivers, builder));
    }

    private void Visit(Let let, Builder builder, Block block)
    {
        if (let.Operation is Slice slice) slices[let.Target] = slice;
        Operation? operation = let.Operation switch
        {
            For loop => loop with { Initial = Flatten(loop.Initial, loop.Body.Arguments, builder), Body = VisitLoop(loop.Body, loop.Body.Arguments) },
            While loop => new While(
                Flatten(loop.Initial, loop.Condition.Arguments, builder),
                VisitLoop(loop.Condition, loop.Body.Arguments),
                VisitLoop(loop.Body, loop.Condition.Arguments)),
            If or Scope => Walk.Rewrite(let.Operation, static value => value, nested => Visit(nested, [], let.Targets, new Builder(numbers))),
            _ => null,
        };
        if (operation is null)
        {
            builder.Append(let);
            return;
        }

        builder.DefineAll(let.Targets.SelectMany(Parts).ToEquatableArray(), operation);
        foreach (Value target in let.Targets.Where(IsMemory)) Select(target, builder, block);
    }

    /// <summary>A block that takes numbers for memory, and chooses the memory first.</summary>
    private Block VisitLoop(Block block, EquatableArray<Value> receivers)
    {
        EquatableArray<Value> arguments = block.Arguments.SelectMany(Parts).ToEquatableArray();
        var builder = new Builder(numbers);
        foreach (Value argument in block.Arguments.Where(IsMemory)) Select(argument, builder, block);
        return Visit(block, arguments, receivers, builder);
    }

    /// <summary>What stands for a value where control flow defines it.</summary>
    private IEnumerable<Value> Parts(Value value)
    {
        if (!IsMemory(value)) return [value];
        descriptors[value] = whole.Contains(value) ? new(Number("Choice"), null, null) : new(Number("Choice"), Number("Start"), Number("Count"));
        return descriptors[value].Parts;

        Value Number(string part) => numbers.Create(ScalarType.Int32, value.Name is null ? null : value.Name + part);
    }

    private EquatableArray<Value> Flatten(EquatableArray<Value> values, EquatableArray<Value> receivers, Builder builder) => values
        .SelectMany((value, i) => IsMemory(value) ? Describe(value, whole.Contains(receivers[receivers.Count - values.Count + i]), builder).Parts : [value])
        .ToEquatableArray();

    private Descriptor Describe(Value value, bool asWhole, Builder builder)
    {
        Descriptor known = Describe(value, builder);
        return asWhole || known.Start is not null ? known : known with { Start = builder.Int(0), Count = builder.Length(value) };
    }

    private Descriptor Describe(Value value, Builder builder)
    {
        if (descriptors.TryGetValue(value, out Descriptor? known)) return known;
        if (slices.TryGetValue(value, out Slice? slice))
        {
            Descriptor around = Describe(slice.Memory, builder);
            Value start = builder.Convert(slice.Start, ScalarType.Int32);
            return new(around.Object, around.Start is null ? start : builder.Apply(Arithmetic.Add, around.Start, start), builder.Convert(slice.Count, ScalarType.Int32));
        }

        if (memory.Object(value) != value) throw new NotSupportedException("a row that is chosen by a branch or carried round a loop cannot be followed; copy it into an array of its own");
        return new(builder.Int(NumberOf(value)), null, null);
    }

    private int NumberOf(Value value)
    {
        if (!objects.Contains(value)) objects.Add(value);
        return objects.IndexOf(value);
    }

    /// <summary>Chooses the memory by its numbers: one of the objects that it can be, and the part of it.</summary>
    private void Select(Value value, Builder builder, Block block)
    {
        Value[] candidates = memory.Objects(value).ToArray();
        if (candidates.FirstOrDefault(candidate => !IsVisible(candidate, block)) is { } hidden)
        {
            throw new NotSupportedException($"the array{(hidden.Name is null ? "" : $" '{hidden.Name}'")} is made inside the loop or branch that passes it on; make it before and fill it there");
        }

        Descriptor descriptor = descriptors[value];
        IrType type = TypeOf(value, candidates);
        Value chosen = candidates[0];
        foreach (Value candidate in candidates.Skip(1))
        {
            Value isIt = builder.Apply(Arithmetic.Equal, descriptor.Object, builder.Int(NumberOf(candidate)));
            chosen = builder.Define(type, new Choose(isIt, candidate, chosen), value.Name);
        }

        if (descriptor.Start is null) substitution.Add(value, chosen);
        else builder.DefineAll([value], new Slice(chosen, descriptor.Start, descriptor.Count!, InRange: true));
    }

    /// <summary>A variable of an array's type holds a span where one of its arrays is the method's own, which is a stretch of working memory.</summary>
    private static IrType TypeOf(Value value, Value[] candidates) =>
        value.Type is MemoryType { Form: MemoryForm.Array } array && candidates.Any(candidate => candidate.Type != array) ? array with { Form = MemoryForm.Span } : value.Type;

    private bool IsVisible(Value value, Block block)
    {
        for (Block? around = block; around is not null; around = scopes.Parent(around)?.Parent)
        {
            if (ReferenceEquals(scopes.Home(value), around)) return true;
        }

        return false;
    }

    private static bool IsMemory(Value value) => value.Type is MemoryType;
}
