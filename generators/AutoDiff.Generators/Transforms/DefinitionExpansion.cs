using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>Spells out the functions that C# has no name for. For after the last differentiation, since they have rules of their own.</summary>
internal static class DefinitionExpansion
{
    public static Function Run(Function function) => function with { Body = Expand(function.Body, ValueNumbers.After(function)) };

    private static Block Expand(Block block, ValueNumbers numbers)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            if (let.Operation is Apply { Primitive: ScalarPrimitive { Definition: { } definition }, Operands: [var operand] })
            {
                Builder expression = builder.Nested();
                definition(Term.Of(expression, operand)).ToValue(expression, let.Target.Type);
                foreach (Let part in expression.Lets.Take(expression.Lets.Count - 1)) builder.Append(part);
                builder.Append(let with { Operation = expression.Lets[^1].Operation });
            }
            else
            {
                builder.Append(let with { Operation = Walk.Rewrite(let.Operation, static value => value, nested => Expand(nested, numbers)) });
            }
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }
}
