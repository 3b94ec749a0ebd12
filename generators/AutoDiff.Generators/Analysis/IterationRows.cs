using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Analysis;

/// <summary>What an iteration of a loop has of memory, whose rows are numbered as its iterations are.</summary>
/// <param name="Number">How the number of the row follows from the loop's index.</param>
/// <param name="Factors">Their product is the length of a row.</param>
internal sealed record IterationRow(RowNumber Number, EquatableArray<Value> Factors);

internal enum RowNumber { Index, IndexMinusLower, LowerMinusIndex, IndexOverStep, IndexMinusLowerOverStep }

/// <summary>Places of memory that belong to one iteration of a loop: ((i · m + j) · n + k) for the iteration i, with j below m and k below n.</summary>
internal sealed class IterationRows
{
    private readonly Dictionary<Value, Let> definitions = [];
    private readonly Dictionary<Value, For> loops = [];

    public static IterationRows Of(Function function) => Analyses<IterationRows>.Of(function, Create);

    private static IterationRows Create(Function function)
    {
        var result = new IterationRows();
        foreach (Let let in Walk.Lets(function.Body))
        {
            foreach (Value target in let.Targets) result.definitions[target] = let;
            if (let.Operation is For loop) result.loops[loop.Body.Arguments[0]] = loop;
        }

        return result;
    }

    public Operation? Definition(Value value) => definitions.TryGetValue(value, out Let? let) ? let.Operation : null;

    /// <summary>The row that the index is in, for every value of it; null where the index does not say that it is in one iteration's.</summary>
    public IterationRow? RowOf(Value index, Value iteration)
    {
        if (Number(index, iteration) is { } number) return new(number, []);
        return Split(index) is var (row, room, _) && RowOf(row, iteration) is { } outer ? outer with { Factors = [.. outer.Factors, room] } : null;
    }

    /// <summary>The same for a slice that is a row, or a part of one.</summary>
    public IterationRow? RowOf(Slice slice, Value iteration) =>
        Factors(slice.Start) is { } factors && factors.FirstOrDefault(factor => factor.Room == slice.Count).Row is { } row && RowOf(row, iteration) is { } outer
            ? outer with { Factors = [.. outer.Factors, slice.Count] }
            : null;

    /// <summary>The index within the rows of an iteration; null where that is 0.</summary>
    public Value? Within(Value index, Value iteration, Builder builder)
    {
        if (Number(index, iteration) is not null) return null;
        (Value row, Value room, Value column) = Split(index)!.Value;
        return Within(row, iteration, builder) is { } outer ? builder.Apply(Arithmetic.Add, builder.Apply(Arithmetic.Multiply, outer, room), column) : column;
    }

    public Value Within(Slice slice, Value iteration, Builder builder)
    {
        Value row = Factors(slice.Start)!.First(factor => factor.Room == slice.Count).Row;
        return Within(row, iteration, builder) is { } outer ? builder.Apply(Arithmetic.Multiply, outer, slice.Count) : builder.Number(slice.Start.Type, 0);
    }

    private RowNumber? Number(Value value, Value iteration)
    {
        if (value == iteration) return RowNumber.Index;
        if (Definition(value) is not Apply { Primitive: var primitive, Operands: [var x, var y] } || !loops.TryGetValue(iteration, out For? loop)) return null;
        if (primitive == Arithmetic.Quotient && y == loop.Step)
        {
            return x == iteration && IsConstant(loop.Lower, 0) ? RowNumber.IndexOverStep : Number(x, iteration) == RowNumber.IndexMinusLower ? RowNumber.IndexMinusLowerOverStep : null;
        }

        if (primitive != Arithmetic.Subtract) return null;
        return x == iteration && y == loop.Lower ? RowNumber.IndexMinusLower : y == iteration && x == loop.Lower ? RowNumber.LowerMinusIndex : null;
    }

    /// <summary>row · room + rest.</summary>
    private (Value Row, Value Room, Value Column)? Split(Value index)
    {
        if (Definition(index) is not Apply { Primitive: var primitive, Operands: [var x, var y] } || primitive != Arithmetic.Add) return null;
        foreach ((Value product, Value rest) in new[] { (x, y), (y, x) })
        {
            foreach ((Value row, Value room) in Factors(product) ?? [])
            {
                if (IsBelow(rest, room)) return (row, room, rest);
            }
        }

        return null;
    }

    private (Value Row, Value Room)[]? Factors(Value product) =>
        Definition(product) is Apply { Primitive: var primitive, Operands: [var x, var y] } && primitive == Arithmetic.Multiply ? [(x, y), (y, x)] : null;

    /// <summary>Is it the number of an iteration of a loop that has so many, or fewer?</summary>
    private bool IsBelow(Value value, Value count)
    {
        if (loops.TryGetValue(value, out For? loop)) return IsConstant(loop.Lower, 0) && IsConstant(loop.Step, 1) && (loop.Upper == count || IsMax(count, loop.Upper, loop.Lower));
        return Definition(value) is Apply { Primitive: var minus, Operands: [var index, var lower] } && minus == Arithmetic.Subtract
            && loops.TryGetValue(index, out For? shifted) && shifted.Lower == lower && IsConstant(shifted.Step, 1)
            && Definition(count) is Apply { Primitive: var trips, Operands: [var upper, var from] } && trips == Arithmetic.Subtract && from == lower && IsMax(upper, shifted.Upper, lower);
    }

    private bool IsMax(Value value, Value x, Value y) =>
        Definition(value) is Apply { Primitive: var primitive, Operands: [var a, var b] } && primitive == Selection.Max && ((a == x && b == y) || (a == y && b == x) || (a == x && IsConstant(y, 0) && IsConstant(b, 0)));

    private bool IsConstant(Value value, long bits) => Definition(value) is Constant constant && constant.Bits == bits;
}
