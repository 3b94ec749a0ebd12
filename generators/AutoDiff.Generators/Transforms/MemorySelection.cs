using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>Memory that flows through branches and loops as numbers: which object, which row of it, and which part of that. Numbers can be
/// kept for the reverse sweep; memory cannot. Where it is used the memory is chosen again by its number.</summary>
internal sealed class MemorySelection
{
    private readonly ValueNumbers numbers;
    private readonly MemoryObjects memory;
    private readonly Scopes scopes;
    private readonly HashSet<Value> whole;
    private readonly List<Value> objects = [];
    private readonly Dictionary<Value, Descriptor> descriptors = [];
    private readonly Dictionary<Value, Operation> parts = [];
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

    /// <summary>The numbers of a piece of memory: the object's, where that is an array of arrays the row's, and where it is not
    /// the whole of it, start and count.</summary>
    private sealed record Descriptor(Value Object, Value? Row = null, Value? Start = null, Value? Count = null)
    {
        public IEnumerable<Value> Parts => new[] { Object, Row, Start, Count }.OfType<Value>();
    }

    /// <param name="arguments">The block's arguments, flattened.</param>
    /// <param name="receivers">What the results become, the last of them for the last result.</param>
    /// <param name="builder">What stands first in the block.</param>
    private Block Visit(Block block, EquatableArray<Value> arguments, EquatableArray<Value> receivers, Builder builder)
    {
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            Refusal.At(let.Origin, () => Visit(let, builder, block));
        }

        builder.Origin = null;
        return builder.ToBlock(arguments, Flatten(block.Results, receivers, builder));
    }

    private void Visit(Let let, Builder builder, Block block)
    {
        if (let.Operation is Slice or Row) parts[let.Target] = let.Operation;
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
        Value choice = Number("Choice");
        Value? row = IsRow(value) ? Number("Index") : null;
        descriptors[value] = whole.Contains(value) ? new(choice, row) : new(choice, row, Number("Start"), Number("Count"));
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
        switch (parts.TryGetValue(value, out Operation? part) ? part : null)
        {
            case Slice slice:
                Descriptor around = Describe(slice.Memory, builder);
                Value start = builder.Convert(slice.Start, ScalarType.Int32);
                return around with { Start = around.Start is null ? start : builder.Apply(Arithmetic.Add, around.Start, start), Count = builder.Convert(slice.Count, ScalarType.Int32) };
            case Row row when row.Memory.Type is MemoryType { IsJagged: true }:
                return Describe(row.Memory, builder) with { Row = builder.Convert(row.Index, ScalarType.Int32) };
            case Row row:
                Value columns = builder.Length(row.Memory, 1);
                return Describe(row.Memory, builder) with { Start = builder.Apply(Arithmetic.Multiply, builder.Convert(row.Index, ScalarType.Int32), columns), Count = columns };
            case null when memory.Object(value) == value:
                return new(builder.Int(NumberOf(value)));
            default:
                throw new Refusal("memory that is chosen by a branch or carried round a loop cannot be followed here; copy it into an array of its own");
        }
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
            throw new Refusal($"the array{(hidden.Name is null ? "" : $" '{hidden.Name}'")} is made inside the loop or branch that passes it on; make it before and fill it there");
        }

        if (candidates.Select(IsJagged).Distinct().Count() > 1)
        {
            throw new Refusal("a variable is an array of its own on one path and a row of an array of arrays on another; use one variable for each");
        }

        Descriptor descriptor = descriptors[value];
        Value[] pieces = [.. descriptor.Start is null ? candidates : candidates.Select(builder.Elements)];
        IrType type = pieces.All(piece => piece.Type == pieces[0].Type) ? pieces[0].Type : PartOf(value.Type);
        Value chosen = pieces[0];
        for (int i = 1; i < pieces.Length; i++)
        {
            Value isIt = builder.Apply(Arithmetic.Equal, descriptor.Object, builder.Int(NumberOf(candidates[i])));
            chosen = builder.Define(type, new Choose(isIt, pieces[i], chosen), value.Name);
        }

        if (descriptor.Row is not null) chosen = builder.Define(((MemoryType)chosen.Type).Element, new Row(chosen, descriptor.Row, InRange: true), value.Name);
        if (descriptor.Start is not null) chosen = builder.Define(PartOf(value.Type), new Slice(chosen, descriptor.Start, descriptor.Count!, InRange: true), value.Name);
        substitution.Add(value, chosen);
    }

    /// <summary>Whatever its parts were declared as, a part of an array is a span.</summary>
    private static IrType PartOf(IrType type) => type is MemoryType { Form: MemoryForm.Array } array ? array with { Form = MemoryForm.Span } : type;

    /// <summary>A piece of one of the rows of its objects.</summary>
    private bool IsRow(Value value) => !IsJagged(value) && memory.Objects(value).Any(IsJagged);

    private static bool IsJagged(Value value) => value.Type is MemoryType { IsJagged: true };

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
