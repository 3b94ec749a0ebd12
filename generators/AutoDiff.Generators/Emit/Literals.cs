using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Constants that become a variable, because the C# compiler would fold the literal: a constant condition makes
/// code unreachable, an overflow or a division by zero of constants is an error, and so is a negative index of an array.</summary>
internal static class Literals
{
    public static HashSet<Value> KeptFromFolding(Function function, Uses uses)
    {
        var kept = new HashSet<Value>();
        foreach (Let let in Walk.Lets(function.Body))
        {
            foreach (Value value in Foldable(let.Operation))
            {
                if (BitsOf(value) is not null) kept.Add(value);
            }
        }

        return kept;

        IEnumerable<Value> Foldable(Operation operation) => operation switch
        {
            If branch => [branch.Condition],
            While loop => [loop.Condition.Results[0]],
            For { MayExit: true } loop => [loop.Body.Results[0]],
            Load load when BitsOf(load.Index) < 0 => [load.Index],
            Store store when BitsOf(store.Index) < 0 => [store.Index],
            Apply { Primitive.Name: "Select" } apply => [apply.Operands[0]],
            Apply { Primitive.Name: "Divide" or "Remainder" } apply when BitsOf(apply.Operands[1]) == 0 && !apply.Operands[1].Type.IsFloating => [apply.Operands[1]],
            Apply apply when OperatorEmitter.IsFolded(apply.Primitive) && apply.Operands.All(operand => BitsOf(operand) is not null) => [apply.Operands[0]],
            _ => [],
        };

        long? BitsOf(Value value) => uses.DefinitionOf(value)?.Operation is Constant constant ? constant.Bits : null;
    }
}
