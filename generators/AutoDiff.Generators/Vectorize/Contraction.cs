using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Products of vectors that are only added to something, or subtracted, become one operation with that, where the machine has one.</summary>
internal sealed class Contraction
{
    private readonly ValueNumbers numbers;
    private readonly UseSites uses;
    private readonly Dictionary<Value, Apply> products = [];

    private Contraction(Function function)
    {
        (numbers, uses) = (ValueNumbers.After(function), UseSites.Of(function));
        foreach (Let let in Walk.Lets(function.Body))
        {
            if (let is { Operation: Apply { Primitive: var primitive } apply } && primitive == Arithmetic.Multiply && let.Target.Type is VectorType { IsFloating: true } && uses[let.Target].Count == 1) products[let.Target] = apply;
        }
    }

    public static Function Run(Function function)
    {
        var pass = new Contraction(function);
        return pass.products.Count == 0 ? function : function with { Body = pass.Visit(function.Body) };
    }

    private Block Visit(Block block)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            builder.Append(let with { Operation = let.Operation is Apply { Operands: [var x, var y] } apply ? Contracted(apply, x, y, block, builder) : Walk.Rewrite(let.Operation, static value => value, Visit) });
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }

    private Apply Contracted(Apply apply, Value x, Value y, Block block, Builder builder)
    {
        if (apply.Primitive == Arithmetic.Add && ProductOf(y, block) is { } second) return Sum(second, x);
        if (apply.Primitive == Arithmetic.Add && ProductOf(x, block) is { } first) return Sum(first, y);
        return apply.Primitive == Arithmetic.Subtract && ProductOf(y, block) is { } subtracted ? Sum(subtracted with { Operands = [builder.Apply(Arithmetic.Negate, subtracted.Operands[0]), subtracted.Operands[1]] }, x) : apply;
    }

    /// <summary>The product that a value of the same block is.</summary>
    private Apply? ProductOf(Value value, Block block) => products.TryGetValue(value, out Apply? product) && ReferenceEquals(uses[value][0].Block, block) ? product : null;

    private static Apply Sum(Apply product, Value summand) => new(Linear.MultiplyAddEstimate, [.. product.Operands, summand]);
}
