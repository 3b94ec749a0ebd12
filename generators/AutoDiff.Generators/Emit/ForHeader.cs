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
            (1, false) => $"{type} {i} = {lower}; {i} < {high}; {Next($"{i}++")}",
            (-1, false) => $"{type} {i} = {lower}; {i} > {high}; {Next($"{i}--")}",
            ( > 0 and <= short.MaxValue and var step, false) when isSigned && EndsAtLength(loop.Upper) => $"{type} {i} = {lower}; {i} < {high}; {Next($"{i} += {step}")}",
            ( < 0 and > sbyte.MinValue and var step, false) when isSigned && ConstantOf(loop.Upper) is >= -1 => $"{type} {i} = {lower}; {i} > {high}; {Next($"{i} -= {-step}")}",
            (1, true) when isSigned && IsNotNegative(loop.Upper) && ConstantOf(loop.Lower) >= 0 => $"{type} {i} = {Before(loop.Upper)}; {i} >= {low}; {Next($"{i}--")}",
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

    /// <summary>The last index below a bound.</summary>
    private string Before(Value upper) => ConstantOf(upper) is { } end ? $"{end - 1}" : $"{expressions.Exact(upper).At(Precedence.Additive)} - 1";

    private bool IsNotNegative(Value value) => layout.Uses.DefinitionOf(value)?.Operation is Length or Constant { Bits: >= 0 };

    private bool IsBeforeLength(Value value) => layout.Uses.DefinitionOf(value)?.Operation is Apply { Primitive.Name: "Subtract", Operands: [var length, var one] }
        && IsNotNegative(length) && ConstantOf(one) > 0;

    /// <summary>The next index after the last one is still a number.</summary>
    private bool EndsAtLength(Value upper) => layout.Uses.DefinitionOf(upper)?.Operation switch
    {
        Length or Constant { Bits: < short.MaxValue } => true,
        Apply { Primitive.Name: "Subtract", Operands: [var length, var count] } => IsNotNegative(length) && ConstantOf(count) > 0,
        _ => false,
    };

    private long? ConstantOf(Value value) => layout.Uses.DefinitionOf(value)?.Operation is Constant constant ? constant.Bits : null;
}
