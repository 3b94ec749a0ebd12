using System;
using System.Globalization;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Names for conditions, after what they test: <c>nIs1</c>, <c>zIsEmpty</c>, <c>isNaN</c>.</summary>
internal static class ConditionNames
{
    private const double Longest = 999;

    public static string Of(Apply apply, Uses uses) => apply.Primitive.Name switch
    {
        "And" => "both",
        "Or" => "either",
        "Xor" => "oneOfTwo",
        "Not" => "isNot",
        _ when apply.Operands is [var subject, var other] => Sentence(Subject(subject, uses), Predicate(apply.Primitive.Name, subject, other, uses)),
        _ => "condition",
    };

    /// <summary>After the method that is called.</summary>
    public static string OfCall(string template)
    {
        int end = template.IndexOf('(');
        string called = end > 0 ? template.Substring(0, end) : "";
        int start = called.LastIndexOfAny(['.', ' ', ':']) + 1;
        string name = called.Substring(start);
        return name.Length > 0 && char.IsLetter(name[0]) ? Lowered(name) : "result";
    }

    private static string Subject(Value value, Uses uses) => value.Name ?? (uses.DefinitionOf(value)?.Operation is Length { Memory.Name: { } memory } ? memory : "");

    private static string Predicate(string comparison, Value subject, Value other, Uses uses)
    {
        double? number = other.Type is ScalarType type && uses.DefinitionOf(other)?.Operation is Constant constant ? ConstantBits.ToNumber(type, constant.Bits) : null;
        string shown = number is >= 0 and <= Longest && Math.Floor(number.Value) == number ? number.Value.ToString(CultureInfo.InvariantCulture) : "";
        bool isLength = uses.DefinitionOf(subject)?.Operation is Length;
        return (comparison, number) switch
        {
            ("Equal", 0) => isLength ? "IsEmpty" : "IsZero",
            ("NotEqual", 0) => isLength ? "IsNotEmpty" : "IsNotZero",
            ("Less", 0) => "IsNegative",
            ("Greater", 0) => isLength ? "IsNotEmpty" : "IsPositive",
            ("Equal", _) => shown.Length > 0 ? "Is" + shown : "IsEqual",
            ("NotEqual", _) => shown.Length > 0 ? "IsNot" + shown : "IsDifferent",
            ("Less", _) => shown.Length > 0 ? "IsBelow" + shown : "IsLess",
            ("LessOrEqual", _) => "IsAtMost" + shown,
            ("Greater", _) => shown.Length > 0 ? "IsAbove" + shown : "IsGreater",
            ("GreaterOrEqual", _) => "IsAtLeast" + shown,
            _ => "Holds",
        };
    }

    private static string Sentence(string subject, string predicate) => subject.Length == 0 ? Lowered(predicate) : subject + predicate;

    private static string Lowered(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
