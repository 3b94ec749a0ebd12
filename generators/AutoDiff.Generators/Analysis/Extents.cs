using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Analysis;

/// <summary>How long pieces of memory are, in terms of each other: an allocation is as long as it says, an adjoint as what it is the adjoint of.</summary>
internal sealed class Extents
{
    /// <summary>No length overflows where so much is subtracted.</summary>
    private const int MostLess = 64;

    private readonly Dictionary<Value, Operation> definitions = [];
    private readonly Dictionary<Value, Value> primals = [];

    public static Extents Of(Function function) => Analyses<Extents>.Of(function, Create);

    private static Extents Create(Function function)
    {
        var result = new Extents();
        foreach (Let let in Walk.Lets(function.Body).Where(static let => let.Targets.Count == 1)) result.definitions[let.Target] = let.Operation;
        Value[] adjoints = [.. function.Parameters.Where((_, i) => i < function.Roles.Count && function.Roles[i] == ParameterRole.Adjoint)];
        foreach (Value parameter in function.Parameters.Except(adjoints).Where(static parameter => parameter is { Name: not null, Type: MemoryType }))
        {
            // The entry has seen to it that these two have the same shape.
            string name = AddedParameter.Prefixed('d', parameter.Name!);
            if (adjoints.FirstOrDefault(adjoint => adjoint.Name == name && adjoint.Type is MemoryType) is { } found) result.primals[found] = parameter;
        }

        return result;
    }

    /// <summary>By how much a number exceeds the length of memory; null where that is not known.</summary>
    public long? Beyond(Value count, Value memory)
    {
        (Value root, long excess) = Root(count);
        (Value whole, long less) = RootOf(memory);
        return root == whole ? excess - less : null;
    }

    /// <summary>A number as another one and a constant.</summary>
    private (Value Root, long Excess) Root(Value count)
    {
        switch (Definition(count))
        {
            case Length { Dimension: 0 } length:
                return RootOf(length.Memory);
            case Apply { Primitive: var primitive, Operands: [var x, var y] } when primitive == Arithmetic.Subtract && Definition(y) is Constant { Bits: >= 0 and <= MostLess } less:
                (Value root, long excess) = Root(x);
                return (root, excess - less.Bits);
            default:
                return (count, 0);
        }
    }

    private (Value Root, long Excess) RootOf(Value memory) => Definition(memory) switch
    {
        Alloc { Columns: null } alloc when alloc.Length.Type == ScalarType.Int32 => Root(alloc.Length),
        Slice slice => Root(slice.Count),
        _ => (primals.TryGetValue(memory, out Value? primal) ? primal : memory, 0),
    };

    private Operation? Definition(Value value) => definitions.TryGetValue(value, out Operation? operation) ? operation : null;
}
