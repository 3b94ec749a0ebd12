using System;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Emit;

/// <summary>Operations on vectors as C#: operators, and methods of <c>Vector</c> and of the runtime's <c>Lanes</c>.</summary>
internal sealed class VectorEmitter(CSharpTypes types)
{
    public Code Lanes(LaneCount lanes) => Code.Primary($"{types.Of(new VectorType(lanes.Element))}.Count");

    public Code Ramp(IrType type) => Code.Primary($"{types.Of(type)}.Indices");

    public Code Splat(Code scalar, VectorType type)
    {
        string zero = type.Element == ScalarType.Double ? "0L" : "0", all = type.Element == ScalarType.Double ? "-1L" : "-1";
        return Code.Primary(type.IsMask ? $"{types.Vector}.Create({scalar.At(Precedence.OrElse)} ? {all} : {zero})" : $"{types.Vector}.Create({scalar})");
    }

    public Code Reduce(Reduce reduce, Code vector) => Code.Primary(reduce.Primitive.Name switch
    {
        "Add" => $"{types.Vector}.Sum({vector})",
        "Multiply" => $"{types.Lanes}.Product({vector})",
        "Max" or "Min" => $"{types.Lanes}.{reduce.Primitive.Name}({vector})",
        _ => throw new InvalidOperationException($"No C# for the reduction by {reduce.Primitive.Name}."),
    });

    public Code Load(string memory, Code index, int stride, bool isWidened) => Code.Primary($"{types.Lanes}.{(isWidened ? "LoadWidened" : "Load")}({memory}, {index}{By(stride)})");

    public Code Gather(string memory, Code indices, Code? mask) => Code.Primary($"{types.Lanes}.Gather({memory}, {indices}{Where(mask)})");

    public string AddEach(string memory, Code indices, Code vector, Code? mask) => $"{types.Lanes}.AddEach({memory}, {indices}, {vector}{Where(mask)});";

    private static string Where(Code? mask) => mask is { Text: var text } ? $", {text}" : "";

    public string Store(string memory, Code index, Code element, int stride) => $"{types.Lanes}.Store({memory}, {index}{By(stride)}, {element});";

    private static string By(int stride) => stride == 1 ? "" : $", {CSharpLiteral.Of(ScalarType.Int32, stride)}";

    public string Scatter(string memory, Code index, Code stride, Code vector, Code count) => $"{types.Lanes}.Scatter({memory}, {index}, {stride}, {vector}, {count});";

    public Code Apply(Apply apply, Code[] operands, VectorType type) => apply.Primitive.Name switch
    {
        "StopGradient" => operands[0],
        "Negate" => new Code("-" + operands[0].At(Precedence.Primary), Precedence.Unary),
        "Not" => new Code("~" + operands[0].At(Precedence.Unary), Precedence.Unary),
        "NotEqual" => new Code($"~{Call("Equals", operands)}", Precedence.Unary),
        "Equal" => Call("Equals", operands),
        "Less" => Call("LessThan", operands),
        "LessOrEqual" => Call("LessThanOrEqual", operands),
        "Greater" => Call("GreaterThan", operands),
        "GreaterOrEqual" => Call("GreaterThanOrEqual", operands),
        "Select" when apply.Operands[0].Type == ScalarType.Bool => new Code($"{operands[0].At(Precedence.OrElse)} ? {operands[1].At(Precedence.OrElse)} : {operands[2].At(Precedence.OrElse)}", Precedence.Conditional),
        "Select" => Call("ConditionalSelect", operands),
        "Convert" => Call(type.Element == ScalarType.Double ? "ConvertToDouble" : "ConvertToSingle", operands),
        _ when VectorFunctions.MethodOf(apply.Primitive) is var (isOwn, method) => Call(method, operands, isOwn ? types.VectorMath : types.Vector),
        var name => OperatorEmitter.Infix(name, operands[0], operands[1]) ?? throw new InvalidOperationException($"No C# for {name} of vectors."),
    };

    private Code Call(string method, Code[] operands, string? home = null) => Code.Primary($"{home ?? types.Vector}.{method}({string.Join(", ", operands.Select(static operand => operand.Text))})");
}
