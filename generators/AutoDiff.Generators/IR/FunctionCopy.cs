using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.IR;

/// <summary>A function's statements once more, with arguments in place of its parameters and new values for all that it defines.</summary>
internal sealed class FunctionCopy
{
    private readonly Builder builder;
    private readonly Dictionary<int, Value> copies = [];

    private FunctionCopy(Builder builder) => this.builder = builder;

    /// <summary>Appends the body to the builder; the results. Everything comes from the statement that the builder is at.</summary>
    public static EquatableArray<Value> Append(Builder builder, Function function, IReadOnlyList<Value> arguments)
    {
        var copy = new FunctionCopy(builder);
        for (int i = 0; i < arguments.Count; i++) copy.copies[function.Parameters[i].Id] = arguments[i];
        foreach (Let let in function.Body.Lets) builder.Append(copy.Of(let));
        return function.Results.Select(copy.Use).ToEquatableArray();
    }

    private Let Of(Let let)
    {
        EquatableArray<Value> targets = let.Targets.Select(Define).ToEquatableArray();
        return new Let(targets, Walk.Rewrite(let.Operation, Use, Of), builder.Origin);
    }

    private Block Of(Block block)
    {
        EquatableArray<Value> arguments = block.Arguments.Select(Define).ToEquatableArray();
        EquatableArray<Let> lets = block.Lets.Select(Of).ToEquatableArray();
        return new Block(arguments, lets, block.Results.Select(Use).ToEquatableArray());
    }

    private Value Define(Value value) => copies[value.Id] = builder.Numbers.Create(value.Type, value.Name);

    private Value Use(Value value) => copies[value.Id];
}
