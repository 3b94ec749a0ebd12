using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

/// <summary>A static method of the framework: <c>MathF.Sin</c>, <c>double.Hypot</c>. Where the last operand is an enum,
/// carried as a number, it is cast to the type named <paramref name="EnumOperand"/>.</summary>
internal readonly record struct CSharpMethod(string Type, string Name, string? EnumOperand = null);

/// <summary>Between primitives and the static methods of Math, MathF, double and float. double and float have them all;
/// what Math and MathF have too is spelled there, as people know it.</summary>
internal static class FrameworkFunctions
{
    private static readonly HashSet<string> OnMath =
    [
        "Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atan2", "Atanh", "BitDecrement", "BitIncrement", "Cbrt", "Ceiling", "Clamp", "CopySign",
        "Cos", "Cosh", "Exp", "Floor", "FusedMultiplyAdd", "Ieee754Remainder", "Log", "Log10", "Log2", "LogToBase", "Max", "MaxMagnitude", "Min",
        "MinMagnitude", "Pow", "ReciprocalEstimate", "ReciprocalSqrtEstimate", "Round", "RoundToDigits", "RoundToDigitsWithMode", "RoundWithMode",
        "ScaleB", "Sin", "Sinh", "Sqrt", "Tan", "Tanh", "Truncate",
    ];

    private static readonly HashSet<string> Integers = ["sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "nint", "nuint"];

    private static readonly Dictionary<string, ScalarPrimitive> BySignature = new[] { "Math", "double" }
        .SelectMany(static home => PrimitiveTable.Functions.Where(function => IsOn(home, function)).Select(function => (Home: home, Function: function)))
        .ToDictionary(static entry => Signature(entry.Home, MethodOn(entry.Home, entry.Function), entry.Function.Operands), static entry => entry.Function);

    public static ScalarPrimitive? Find(string containingType, string method, IReadOnlyList<string> parameterTypes)
    {
        if (parameterTypes.Count == 0) return null;
        string number = parameterTypes[0];
        bool isInteger = Integers.Contains(number);
        string? home = containingType switch
        {
            "System.Math" or "System.MathF" => "Math",
            "double" or "float" => "double",
            _ => isInteger && containingType == number ? "Math" : null,
        };
        if (home is null || !(isInteger || number is "double" or "float")) return null;

        Operand?[] operands = [.. parameterTypes.Select(type => OperandOf(type, number))];
        if (!operands.All(static operand => operand is not null)) return null;
        BySignature.TryGetValue(Signature(home, method, operands.Select(static operand => operand!.Value)), out ScalarPrimitive? function);
        return isInteger && function != Selection.Max && function != Selection.Min ? null : function;
    }

    public static CSharpMethod Spelling(ScalarPrimitive function, ScalarKind kind)
    {
        string home = IsOn("Math", function) ? "Math" : "double";
        string type = (home, kind) switch
        {
            // MathF has no Clamp; that of float treats NaN otherwise.
            ("Math", ScalarKind.Single) => function == Selection.Clamp ? "Math" : "MathF",
            (_, ScalarKind.Single) => "float",
            _ => home,
        };
        return new(type, MethodOn(home, function), function.Operands.Contains(Operand.MidpointRounding) ? nameof(Operand.MidpointRounding) : null);
    }

    private static bool IsOn(string home, ScalarPrimitive function) => home == "Math" ? OnMath.Contains(function.Name) : function != Selection.Clamp;

    private static string MethodOn(string home, ScalarPrimitive function) =>
        home == "Math" && function == Rounding.Ieee754Remainder ? "IEEERemainder" : function.Method;

    private static Operand? OperandOf(string type, string number) =>
        type == number ? Operand.Number : type == "int" ? Operand.Int32 : type == "System.MidpointRounding" ? Operand.MidpointRounding : null;

    private static string Signature(string home, string method, IEnumerable<Operand> operands) => $"{home}.{method}({string.Join(", ", operands)})";
}
