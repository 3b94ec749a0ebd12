using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Analysis;

/// <summary>Elements that memory has, whatever happens: those that a loop over all of it is at, and those of a length that is known. Elsewhere an element may be in range only
/// because an iteration that did not throw has found it there.</summary>
internal sealed class KnownElements
{
    private readonly Dictionary<Value, Operation> definitions = [];
    private readonly Dictionary<Value, For> loops = [];

    public static KnownElements Of(Function function) => Analyses<KnownElements>.Of(function, Create);

    private static KnownElements Create(Function function)
    {
        var result = new KnownElements();
        foreach (Let let in Walk.Lets(function.Body))
        {
            foreach (Value target in let.Targets) result.definitions[target] = let.Operation;
            if (let.Operation is For loop) result.loops[loop.Body.Arguments[0]] = loop;
        }

        return result;
    }

    public bool IsThere(Value memory, Value index)
    {
        if (loops.TryGetValue(index, out For? loop)) return CountsUpFromZero(index) && IsLengthOf(memory, loop.Upper);
        return Definition(memory) is Alloc { Columns: null } alloc && Definition(index) is Constant { Bits: >= 0 } constant && IsAtLeast(alloc.Length, constant.Bits + 1);
    }

    /// <summary>The sign of a constant; 0 where it is none.</summary>
    public int SignOf(Value value) => Definition(value) is Constant constant ? System.Math.Sign(constant.Bits) : 0;

    /// <summary>How long memory is, by the value that says so first: what was allocated, or cut out; null where only its length says so.</summary>
    public Value? LengthOf(Value memory) => Definition(memory) switch
    {
        Alloc { Columns: null } alloc => First(alloc.Length),
        Slice slice => First(slice.Count),
        _ => null,
    };

    private bool IsLengthOf(Value memory, Value upper) =>
        (Definition(upper) is Length { Dimension: 0 } length && length.Memory == memory)
        || (LengthOf(memory) is { } own && IsNoLess(own, upper))
        || (Definition(memory) is Reserve reserve && IsNoLess(reserve.Count, upper))
        || (Definition(memory) is Release release && IsNoLess(release.Count, upper));

    private bool IsNoLess(Value length, Value upper) => length == upper || length == First(upper) || (Definition(length) is Apply { Primitive: var primitive } apply && primitive == Selection.Max && apply.Operands.Contains(upper));

    /// <summary>The length of other memory is what that was made with.</summary>
    private Value First(Value length) => Definition(length) is Length { Dimension: 0, Memory: var memory } && LengthOf(memory) is { } made ? made : length;

    /// <summary>Is it the index of a loop that begins at no negative number: at a constant, at the index of a loop around it, or behind that?</summary>
    private bool CountsUpFromZero(Value index) => loops.TryGetValue(index, out For? loop) && IsAtLeast(loop.Step, 1) && IsNotNegative(loop.Lower);

    /// <summary>What follows an index does not wrap around, since there is an end above that.</summary>
    private bool IsNotNegative(Value value) =>
        IsAtLeast(value, 0) || CountsUpFromZero(value)
        || (Definition(value) is Apply { Primitive: var primitive, Operands: [var x, var y] } && primitive == Arithmetic.Add && ((CountsUpFromZero(x) && Definition(y) is Constant { Bits: 1 }) || (CountsUpFromZero(y) && Definition(x) is Constant { Bits: 1 })));

    private bool IsAtLeast(Value value, long bound) => Definition(value) is Constant constant && constant.Bits >= bound;

    private Operation? Definition(Value value) => definitions.TryGetValue(value, out Operation? operation) ? operation : null;
}
