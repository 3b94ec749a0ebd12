using System;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Emit;

/// <summary>Primitives as C# operators and calls.</summary>
internal sealed class OperatorEmitter(CSharpTypes types)
{
    /// <summary>Does C# convert one of the last two operands to the type of the other?</summary>
    public static bool MixesTypes(Primitive primitive) => primitive.Name == "Select" || Binary(primitive.Name) is { Precedence: not Precedence.Shift };

    /// <summary>The comparison that holds where this one does not; of floating numbers only equality has one, because of NaN.</summary>
    public static Primitive? Negated(Apply comparison)
    {
        bool hasNaN = comparison.Operands[0].Type.IsFloating;
        return comparison.Primitive.Name switch
        {
            "Equal" => Arithmetic.NotEqual,
            "NotEqual" => Arithmetic.Equal,
            "Less" when !hasNaN => Arithmetic.GreaterOrEqual,
            "LessOrEqual" when !hasNaN => Arithmetic.Greater,
            "Greater" when !hasNaN => Arithmetic.LessOrEqual,
            "GreaterOrEqual" when !hasNaN => Arithmetic.Less,
            _ => null,
        };
    }

    /// <summary>Does the C# compiler compute the operator where its operands are literals?</summary>
    public static bool IsFolded(Primitive primitive) => primitive.Name is "Not" or "Negate" or "NegateChecked" or "Complement" or "Convert" or "ConvertChecked" or "Select" || Binary(Unchecked(primitive.Name) ?? primitive.Name) is not null;

    /// <summary>The operator of a compound assignment: <c>+</c> in <c>x += y</c>.</summary>
    public static string? Compound(Primitive primitive) => primitive.Name is "Add" or "Subtract" or "Multiply" or "Divide" ? Binary(primitive.Name)!.Value.Symbol : null;

    /// <summary>A primitive of two operands as an operator between them; null where it is none.</summary>
    public static Code? Infix(string primitive, Code x, Code y) => Binary(primitive) is { } symbol ? Operator(symbol, x, y) : null;

    /// <summary>The operator with which the opposite of an operand does the same.</summary>
    public static string? Flipped(string symbol) => symbol switch
    {
        "+" => "-",
        "-" => "+",
        _ => null,
    };

    public Code Emit(Apply apply, Code[] operands, ScalarType type) => (apply.Primitive.Name, operands) switch
    {
        ("Less" or "LessOrEqual" or "Greater" or "GreaterOrEqual" or "Equal" or "NotEqual", [var x, var y]) when x == y && IsName(x) => WithItself(apply, x),
        ("Select", [var condition, var x, var y]) => new Code($"{condition.At(Precedence.OrElse)} ? {x.At(Precedence.OrElse)} : {y.At(Precedence.OrElse)}", Precedence.Conditional),
        ("Convert", [var x]) => Cast(type, x),
        ("ConvertChecked", [var x]) => Checked(Cast(type, x)),
        ("Negate", [var x]) => Narrowed(Negation(x, type), type),
        ("NegateChecked", [var x]) => Checked(Narrowed(Negation(x, type), type)),
        ("Not", [var x]) => new Code("!" + x.At(Precedence.Unary), Precedence.Unary),
        ("Complement", [var x]) => Narrowed(new Code("~" + x.At(Precedence.Unary), Precedence.Unary), type),
        ("TripCount", [var lower, var upper, var step]) => Code.Primary($"{types.Loops}.TripCount({lower}, {upper}, {step})"),
        ("Reach" or "StridedReach" or "WholeGroups" or "IsLargeProduct" or "HoldsMatrix" or "IsDenseMatrix", _) => Code.Primary($"{types.Loops}.{apply.Primitive.Name}({string.Join(", ", operands.Select(static operand => operand.Text))})"),
        ("Add" or "Subtract", [var x, { Opposite: { } y }]) => Narrowed(Operator((Flipped(Binary(apply.Primitive.Name)!.Value.Symbol)!, Precedence.Additive), x, y), type),
        ("Multiply" or "Divide", [var x, var y]) when type.IsFloating => SignInFront(Binary(apply.Primitive.Name)!.Value, x, y),
        (var name, [var x, var y]) when Binary(name) is { } symbol => Narrowed(Operator(symbol, x, y), type),
        (var name, [var x, var y]) when Unchecked(name) is { } plain => Checked(Narrowed(Operator(Binary(plain)!.Value, x, y), type)),
        _ => Call((ScalarPrimitive)apply.Primitive, operands, ((ScalarType)apply.Operands[0].Type).Kind),
    };

    /// <summary>C# warns of a comparison of a variable with itself, which tells whether it is NaN.</summary>
    private static Code WithItself(Apply comparison, Code operand)
    {
        ScalarKind kind = ((ScalarType)comparison.Operands[0].Type).Kind;
        string isNaN = $"{CSharpTypes.Keyword(kind)}.IsNaN({operand})";
        return (comparison.Primitive.Name, comparison.Operands[0].Type.IsFloating) switch
        {
            ("NotEqual", true) => Code.Primary(isNaN),
            ("Equal" or "LessOrEqual" or "GreaterOrEqual", true) => new Code("!" + isNaN, Precedence.Unary),
            var (name, _) => Operator(Binary(name)!.Value, Code.Primary($"{operand}.CompareTo({operand})"), Code.Primary("0")),
        };
    }

    private static bool IsName(Code code) => code.Text.All(static c => char.IsLetterOrDigit(c) || c is '_' or '@');

    private static Code Operator((string Symbol, Precedence Precedence) symbol, Code x, Code y) =>
        new($"{x.At(symbol.Precedence)} {symbol.Symbol} {y.At(symbol.Precedence + 1)}", symbol.Precedence);

    private static Code Cast(ScalarType type, Code operand) => new($"({CSharpTypes.Keyword(type.Kind)}){operand.At(operand.Text[0] is '-' ? Precedence.Primary : Precedence.Unary)}", Precedence.Unary);

    private static Code Checked(Code code) => Code.Primary($"checked({code})");

    /// <summary>C# negates an uint as a long, and an ulong not at all.</summary>
    private static Code Negation(Code operand, ScalarType type) => type.Kind is ScalarKind.UInt32 or ScalarKind.UInt64 or ScalarKind.UIntPtr
        ? new Code($"0 - {operand.At(Precedence.Multiplicative)}", Precedence.Additive)
        : new Code("-" + operand.At(operand.Text[0] is '-' ? Precedence.Primary : Precedence.Unary), Precedence.Unary) { Opposite = type.IsFloating ? operand : null };

    /// <summary>The signs of floating products and quotients can be taken out exactly.</summary>
    private static Code SignInFront((string Symbol, Precedence Precedence) symbol, Code x, Code y) => (x.Opposite, y.Opposite) switch
    {
        (null, null) => Operator(symbol, x, y),
        ({ } positive, null) => Operator(symbol, x, y) with { Opposite = Operator(symbol, positive, y) },
        (null, { } positive) when IsNumber(x) => Operator(symbol, new Code("-" + x.Text, Precedence.Unary), positive) with { Opposite = Operator(symbol, x, positive) },
        (null, { } positive) => Operator(symbol, x, y) with { Opposite = Operator(symbol, x, positive) },
        ({ } first, { } second) => Operator(symbol, first, second),
    };

    /// <summary>A literal; not the zero of the integers, which has no sign.</summary>
    private static bool IsNumber(Code code) => char.IsDigit(code.Text[0]) && code is { Precedence: Precedence.Primary, Text: not "0" };

    /// <summary>C# computes with small integers as int.</summary>
    private static Code Narrowed(Code code, ScalarType type) => type.Kind is ScalarKind.Char or ScalarKind.SByte or ScalarKind.Byte or ScalarKind.Int16 or ScalarKind.UInt16 ? Cast(type, code) : code;

    private Code Call(ScalarPrimitive function, Code[] operands, ScalarKind kind)
    {
        CSharpMethod method = PrimitiveTable.Spelling(function, kind);
        string[] arguments = Array.ConvertAll(operands, static operand => operand.Text);
        if (method.EnumOperand is { } type) arguments[arguments.Length - 1] = $"({types.InSystem(type)}){operands[operands.Length - 1].At(Precedence.Primary)}";
        string home = method.Type is "double" or "float" ? method.Type : types.InSystem(method.Type);
        return Code.Primary($"{home}.{method.Name}({string.Join(", ", arguments)})");
    }

    private static string? Unchecked(string name) => name switch
    {
        "AddChecked" => "Add",
        "SubtractChecked" => "Subtract",
        "MultiplyChecked" or "Capacity" => "Multiply",
        _ => null,
    };

    private static (string Symbol, Precedence Precedence)? Binary(string name) => name switch
    {
        "Add" => ("+", Precedence.Additive),
        "Subtract" => ("-", Precedence.Additive),
        "Multiply" => ("*", Precedence.Multiplicative),
        "Divide" or "Quotient" => ("/", Precedence.Multiplicative),
        "Remainder" => ("%", Precedence.Multiplicative),
        "Equal" => ("==", Precedence.Equality),
        "NotEqual" => ("!=", Precedence.Equality),
        "Less" => ("<", Precedence.Relational),
        "LessOrEqual" => ("<=", Precedence.Relational),
        "Greater" => (">", Precedence.Relational),
        "GreaterOrEqual" => (">=", Precedence.Relational),
        "And" => ("&", Precedence.And),
        "Or" => ("|", Precedence.Or),
        "Xor" => ("^", Precedence.Xor),
        "ShiftLeft" => ("<<", Precedence.Shift),
        "ShiftRight" => (">>", Precedence.Shift),
        "UnsignedShiftRight" => (">>>", Precedence.Shift),
        _ => null,
    };
}
