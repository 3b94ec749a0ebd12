using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.IR;

/// <summary>Statements once more, with new values for all that they define; those of a function with arguments in place of its parameters.</summary>
internal sealed class FunctionCopy
{
    private readonly ValueNumbers numbers;
    private readonly Func<Let, Origin?> origin;
    private readonly Dictionary<int, Value> copies = [];

    /// <param name="origin">Where a copy comes from.</param>
    private FunctionCopy(ValueNumbers numbers, Func<Let, Origin?> origin) => (this.numbers, this.origin) = (numbers, origin);

    /// <summary>A statement once more.</summary>
    public static Let Of(Let let, ValueNumbers numbers) => new FunctionCopy(numbers, static original => original.Origin).Of(let);

    /// <summary>Appends the body to the builder; the results. Everything comes from the statement that the builder is at.</summary>
    public static EquatableArray<Value> Append(Builder builder, Function function, IReadOnlyList<Value> arguments)
    {
        var copy = new FunctionCopy(builder.Numbers, _ => builder.Origin);
        for (int i = 0; i < arguments.Count; i++) copy.copies[function.Parameters[i].Id] = arguments[i];
        foreach (Let let in function.Body.Lets) builder.Append(copy.Of(let));
        return function.Results.Select(copy.Use).ToEquatableArray();
    }

    private Let Of(Let let)
    {
        EquatableArray<Value> targets = let.Targets.Select(Define).ToEquatableArray();
        return new Let(targets, Walk.Rewrite(let.Operation, Use, Of), origin(let));
    }

    private Block Of(Block block)
    {
        EquatableArray<Value> arguments = block.Arguments.Select(Define).ToEquatableArray();
        EquatableArray<Let> lets = block.Lets.Select(Of).ToEquatableArray();
        return new Block(arguments, lets, block.Results.Select(Use).ToEquatableArray());
    }

    private Value Define(Value value) => copies[value.Id] = numbers.Create(value.Type, value.Name);

    /// <summary>What is defined outside stays what it is.</summary>
    private Value Use(Value value) => copies.TryGetValue(value.Id, out Value? copy) ? copy : value;
}
