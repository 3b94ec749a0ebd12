using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>The header of a for statement. None of them computes an index beyond the bounds where that could overflow.</summary>
internal sealed class ForHeader(Layout layout, ExpressionEmitter expressions, CSharpTypes types)
{
    /// <summary>What stands before the loop, its header, and what its body begins with.</summary>
    public (string[] Before, string Header, string? First) Of(For loop, Region region, Region inner)
    {
        Variable index = layout.VariableOf(loop.Body.Arguments[0])!;
        index.IsDeclared = true;
        string type = types.Of(index.Type), i = index.Name;
        Code lower = expressions.Loose(loop.Lower), upper = expressions.Loose(loop.Upper);
        string low = lower.At(Precedence.Shift), high = upper.At(Precedence.Shift);
        bool isSigned = index.Type == ScalarType.Int32 || index.Type == ScalarType.Int64;
        string header = (ConstantOf(loop.Step), loop.Reversed) switch
        {
            (1, false) when JustBelow(loop.Upper) is { } last => $"{type} {i} = {lower}; {i} <= {last.At(Precedence.Shift)}; {Next($"{i}++")}",
            (1, false) => $"{type} {i} = {lower}; {i} < {high}; {Next($"{i}++")}",
            (null, false) when IsOfLanes(loop.Step) => $"{type} {i} = {lower}; {i} < {high}; {Next($"{i} += {expressions.Exact(loop.Step)}")}",
            (null, false) when IsPositive(loop.Step) => $"{type} {i} = {lower}; {i} < {high}; {Next($"{i} += {expressions.Exact(loop.Step)}")}",
            (null, false) when OperationOf(loop.Step) is Apply { Primitive.Name: "Negate", Operands: [var distance] } && IsPositive(distance) => $"{type} {i} = {lower}; {i} > {high}; {Next($"{i} -= {expressions.Exact(distance)}")}",
            (-1, false) => $"{type} {i} = {lower}; {i} > {high}; {Next($"{i}--")}",
            ( > 0 and <= short.MaxValue and var step, false) when isSigned && EndsAtLength(loop.Upper) => $"{type} {i} = {lower}; {i} < {high}; {Next($"{i} += {step}")}",
            ( < 0 and > sbyte.MinValue and var step, false) when isSigned && ConstantOf(loop.Upper) is >= -1 => $"{type} {i} = {lower}; {i} > {high}; {Next($"{i} -= {-step}")}",
            (1, true) when isSigned && Minimum(loop.Upper) > int.MinValue && Minimum(loop.Lower) > int.MinValue => $"{type} {i} = {Before(loop.Upper)}; {i} >= {low}; {Next($"{i}--")}",
            (1, true) => $"{type} {i} = {upper}; {i}-- > {low}; ",
            (-1, true) when isSigned && IsBeforeLength(loop.Lower) && ConstantOf(loop.Upper) is >= -1 and < int.MaxValue and var end => $"{type} {i} = {end + 1}; {i} <= {low}; {Next($"{i}++")}",
            (-1, true) => $"{type} {i} = {upper}; {i}++ < {low}; ",
            _ => "",
        };
        return header.Length > 0 ? ([], $"for ({header})", null) : Counted(loop, region, inner, index);

        string Next(string step) => Flow.Completes(loop.Body) ? step : "";
    }

    /// <summary>Counts iterations, and computes the index from their number.</summary>
    private (string[] Before, string Header, string? First) Counted(For loop, Region region, Region inner, Variable index)
    {
        string lower = expressions.Exact(loop.Lower).At(Precedence.Additive), upper = expressions.Exact(loop.Upper).Text, step = expressions.Exact(loop.Step).At(Precedence.Unary);
        string number = layout.Names.Allocate("t", inner);
        string count = $"{types.Loops}.TripCount({expressions.Exact(loop.Lower)}, {upper}, {expressions.Exact(loop.Step)})";
        string type = types.Of(index.Type), position = index.Type == ScalarType.Int32 ? $"{lower} + {number} * {step}" : $"({type})({lower} + ({type}){number} * {step})";
        string first = $"{type} {index.Name} = {position};";
        string next = Flow.Completes(loop.Body) ? number : "";
        if (loop.Reversed) return ([], $"for (int {number} = {count} - 1; {number} >= 0; {(next.Length > 0 ? next + "--" : "")})", first);
        string end = layout.Names.Allocate("count", region);
        return ([$"int {end} = {count};"], $"for (int {number} = 0; {number} < {end}; {(next.Length > 0 ? next + "++" : "")})", first);
    }

    /// <summary>A number of whole vectors, by which the loop's bound has been chosen: no index overflows.</summary>
    private bool IsOfLanes(Value step) => OperationOf(step) is LaneCount || (OperationOf(step) is Apply { Primitive.Name: "Multiply", Operands: [var lanes, _] } && OperationOf(lanes) is LaneCount);

    /// <summary>A step that only the program tells, made positive. In front of such a loop stands what throws if an index would overflow.</summary>
    private bool IsPositive(Value step) => OperationOf(step) is Apply { Primitive.Name: "Max", Operands: [_, var one] } && ConstantOf(one) == 1;

    /// <summary>The last index below a bound.</summary>
    private Code Before(Value upper) => JustBelow(upper) ?? OperationOf(upper) switch
    {
        Constant constant => new Code($"{constant.Bits - 1}", Precedence.Unary),
        Apply { Primitive.Name: "Subtract", Operands: [var x, var count] } when ConstantOf(count) is > 0 and < short.MaxValue and var distance => Minus(x, distance + 1),
        Apply { Primitive.Name: "Add", Operands: [var x, var count] } when ConstantOf(count) is < 0 and > short.MinValue and var distance => Minus(x, 1 - distance),
        _ => Minus(upper, 1),
    };

    private Code Minus(Value value, long distance) => new($"{expressions.Exact(value).At(Precedence.Additive)} - {distance}", Precedence.Additive);

    /// <summary>The value of which the bound is the successor, which did not overflow: the index of another loop is below that loop's bound.</summary>
    private Code? JustBelow(Value bound) =>
        OperationOf(bound) is Apply { Primitive.Name: "Add", Operands: [var x, var one] } && ConstantOf(one) == 1 && layout.IsBelowBound(x) ? expressions.Exact(x) : null;

    /// <summary>What a value is never below, where that is known.</summary>
    private long? Minimum(Value value) => OperationOf(value) switch
    {
        Constant constant => constant.Bits,
        Length => 0,
        Apply { Primitive.Name: "Subtract", Operands: [var x, var count] } when ConstantOf(count) is >= 0 and < short.MaxValue and var distance => Minimum(x) - distance,
        Apply { Primitive.Name: "Add", Operands: [var x, var count] } when ConstantOf(count) is <= 0 and > short.MinValue and var distance => Minimum(x) + distance,
        Apply { Primitive.Name: "Add", Operands: [var x, var one] } when ConstantOf(one) == 1 && layout.IsBelowBound(x) => Minimum(x) + 1,
        null => layout.FirstIndexOf(value) is { } first ? Minimum(first) : null,
        _ => null,
    };

    private bool IsNotNegative(Value value) => OperationOf(value) is Length or Constant { Bits: >= 0 };

    private bool IsBeforeLength(Value value) => OperationOf(value) is Apply { Primitive.Name: "Subtract", Operands: [var length, var one] }
        && IsNotNegative(length) && ConstantOf(one) > 0;

    /// <summary>The next index after the last one is still a number.</summary>
    private bool EndsAtLength(Value upper) => OperationOf(upper) switch
    {
        Length or Constant { Bits: < short.MaxValue } => true,
        Apply { Primitive.Name: "Subtract", Operands: [var length, var count] } => IsNotNegative(length) && ConstantOf(count) > 0,
        _ => false,
    };

    private Operation? OperationOf(Value value) => layout.Uses.DefinitionOf(value)?.Operation;

    private long? ConstantOf(Value value) => OperationOf(value) is Constant constant ? constant.Bits : null;
}
