using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.IR;

/// <summary>Hands out value numbers that are unique in one function.</summary>
internal sealed class ValueNumbers(int next = 0)
{
    public int Next { get; private set; } = next;

    public Value Create(IrType type, string? name = null) => new(Next++, type, name);

    /// <summary>The numbers after those that a function uses.</summary>
    public static ValueNumbers After(Function function)
    {
        int next = 0;
        Walk.Definitions(function.Body, value => next = Math.Max(next, value.Id + 1));
        return new ValueNumbers(next);
    }
}

/// <summary>Appends lets to a block that is being built. Nested blocks are built by builders of their own.</summary>
internal sealed class Builder(ValueNumbers numbers)
{
    private readonly List<Let> lets = [];
    private bool hasEnded;

    public ValueNumbers Numbers => numbers;

    /// <summary>The statement that what is appended next comes from.</summary>
    public Origin? Origin { get; set; }

    public IReadOnlyList<Let> Lets => lets;

    public Builder Nested() => new(numbers) { Origin = Origin };

    public Block ToBlock(EquatableArray<Value> arguments, EquatableArray<Value> results) => new(arguments, lets.ToEquatableArray(), results);

    /// <summary>Control does not get further: what is appended from now on is dropped.</summary>
    public void End() => hasEnded = true;

    public void Append(Let let)
    {
        if (!hasEnded) lets.Add(let);
    }

    public void Insert(int index, Let let) => lets.Insert(index, let);

    /// <summary>Appends an operation with one target.</summary>
    public Value Define(IrType type, Operation operation, string? name = null)
    {
        Value target = numbers.Create(type, name);
        Append(new Let([target], operation, Origin));
        return target;
    }

    /// <summary>Gives a value the user's name for it, where it was defined by one of the last lets; any other value stays
    /// as it is. Nobody but the lets of this builder may hold the value yet.</summary>
    public Value Name(Value value, string? name)
    {
        if (name is null || value.Name is not null) return value;
        int defined = lets.Count - 1;
        while (defined >= 0 && !lets[defined].Targets.Contains(value))
        {
            if (Walk.Blocks(lets[defined].Operation).Any()) return value;
            defined--;
        }

        if (defined < 0) return value;
        Value named = value with { Name = name };
        for (int i = defined; i < lets.Count; i++)
        {
            Operation operation = i == defined ? lets[i].Operation : Walk.Rewrite(lets[i].Operation, Renamed, static block => block);
            lets[i] = lets[i] with { Targets = lets[i].Targets.Select(Renamed).ToEquatableArray(), Operation = operation };
        }

        return named;

        Value Renamed(Value other) => other == value ? named : other;
    }

    /// <summary>Appends an operation without a target.</summary>
    public void Do(Operation operation) => Append(new Let([], operation, Origin));

    /// <summary>Appends an operation with any number of targets.</summary>
    public EquatableArray<Value> DefineAll(EquatableArray<Value> targets, Operation operation)
    {
        Append(new Let(targets, operation, Origin));
        return targets;
    }

    public Value Apply(Primitive primitive, params Value[] operands) => Define(primitive.ResultType(operands), new Apply(primitive, new(operands)));

    public Value Int(int value) => Define(ScalarType.Int32, new Constant(value));

    public Value Bool(bool value) => Define(ScalarType.Bool, new Constant(value ? 1 : 0));

    /// <summary>A floating or integer constant of the given type; of vectors, the same in all lanes.</summary>
    public Value Number(IrType type, double value, string? name = null) =>
        Define(type, type is VectorType vector ? new Splat(Number(vector.Element, value)) : new Constant(ConstantBits.Of((ScalarType)type, value)), name);

    /// <summary>A value of the type that is never to be read.</summary>
    public Value Default(IrType type) => type switch
    {
        ScalarType => Define(type, new Constant(0)),
        VectorType { IsMask: false } => Number(type, 0),
        OpaqueType opaque => Define(type, new OpaqueCall($"default({opaque.Name})!", [], Effects.None)),
        _ => throw new Refusal($"{TypeText.Of(type)} cannot be passed out of a branch", Origin),
    };

    public Value Length(Value memory, int dimension = 0) => Define(ScalarType.Int32, new Length(memory, dimension));

    public Value Load(Value memory, Value index, string leaf = "", bool inRange = false, IrType? type = null, int stride = 1) =>
        Define(type ?? ((MemoryType)memory.Type).Element, new Load(memory, index, leaf, inRange, stride));

    public void Store(Value memory, Value index, Value element, string leaf = "", bool inRange = false, int stride = 1) => Do(new Store(memory, index, element, leaf, inRange, stride));
}
