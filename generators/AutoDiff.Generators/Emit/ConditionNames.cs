using System.Globalization;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Names for conditions, after what they test: <c>nIs1</c>, <c>zIsEmpty</c>, <c>isNaN</c>.</summary>
internal static class ConditionNames
{
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
        long? number = other.Type is ScalarType type && uses.DefinitionOf(other)?.Operation is Constant constant
            ? type.IsFloating && constant.Bits != 0 ? null : constant.Bits
            : null;
        bool isLength = uses.DefinitionOf(subject)?.Operation is Length;
        return (comparison, number) switch
        {
            ("Equal", 0) => isLength ? "IsEmpty" : "IsZero",
            ("NotEqual", 0) => isLength ? "IsNotEmpty" : "IsNotZero",
            ("Less", 0) => "IsNegative",
            ("Greater", 0) => isLength ? "IsNotEmpty" : "IsPositive",
            ("Equal", > 0) => "Is" + number.Value.ToString(CultureInfo.InvariantCulture),
            ("NotEqual", > 0) => "IsNot" + number.Value.ToString(CultureInfo.InvariantCulture),
            ("Equal", _) => "IsEqual",
            ("NotEqual", _) => "IsDifferent",
            ("Less", _) => "IsLess",
            ("LessOrEqual", _) => "IsAtMost",
            ("Greater", _) => "IsGreater",
            ("GreaterOrEqual", _) => "IsAtLeast",
            _ => "Holds",
        };
    }

    private static string Sentence(string subject, string predicate) => subject.Length == 0 ? Lowered(predicate) : subject + predicate;

    private static string Lowered(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
