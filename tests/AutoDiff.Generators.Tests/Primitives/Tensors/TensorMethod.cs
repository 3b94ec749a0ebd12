using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using System.Reflection;

namespace AutoDiff.Generators.Tests.Primitives;

/// <summary>A method of the library at one type of element, and C# that calls it.</summary>
internal sealed record TensorMethod(MethodInfo Method, Type Element)
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(Half)] = nameof(Half),
    };

    /// <summary>Of float and double these have no derivative, or tell the same of every number.</summary>
    private static readonly HashSet<string> WithoutDerivative =
    [
        "BitwiseAnd", "BitwiseOr", "OnesComplement", "Xor", "ConvertToHalf", "ConvertToSingle", "IsCanonical", "IsCanonicalAll", "IsCanonicalAny",
        "IsComplexNumber", "IsComplexNumberAll", "IsComplexNumberAny", "IsImaginaryNumber", "IsImaginaryNumberAll", "IsImaginaryNumberAny",
    ];

    /// <summary>Every method that can be called with elements of the type.</summary>
    public static IReadOnlyList<TensorMethod> Of(Type element) =>
        [.. typeof(TensorPrimitives).GetMethods(Own).Select(method => At(method, element)).OfType<MethodInfo>().Select(method => new TensorMethod(method, element))];

    public string Name => Method.Name;

    public bool IsRefused => WithoutDerivative.Contains(Name);

    /// <summary>What tells it from all others of its element: <c>Add(x[], y, destination[])</c>.</summary>
    public string Signature => $"{Name}({string.Join(", ", Parameters.Select(parameter => $"{parameter.Name}{(IsSpan(parameter) ? "[]" : "")}"))})";

    public ParameterInfo[] Parameters => Method.GetParameters();

    /// <summary>Those that a wrapper takes, too; a way of rounding is a constant.</summary>
    public IReadOnlyList<ParameterInfo> Variables => [.. Parameters.Where(IsVariable)];

    public IReadOnlyList<ParameterInfo> Destinations => [.. Parameters.Where(IsDestination)];

    /// <summary>It yields or writes numbers of the continuum.</summary>
    public bool IsContinuous => Keyword(Method.ReturnType) is "float" or "double" || Destinations.Any(destination => Keyword(ElementOf(destination)) is "float" or "double");

    public bool MayBeInPlace => Destinations is [var only] && ElementOf(only) == Element;

    /// <summary>A differentiable method that does nothing but call it.</summary>
    public string Wrapper(string name) =>
        $"[Differentiable(Derivatives.Vjp)] public static {Keyword(Method.ReturnType)} {name}({string.Join(", ", Variables.Select(Declaration))}) => {Call()};";

    /// <summary>The same with the first span as the destination.</summary>
    public string InPlaceWrapper(string name)
    {
        ParameterInfo first = Parameters.First(IsSpan);
        IEnumerable<string> parameters = Variables.Where(parameter => !IsDestination(parameter)).Select(parameter => parameter == first ? $"Span<{Keyword(Element)}> {first.Name}" : Declaration(parameter));
        return $"[Differentiable(Derivatives.Vjp)] public static void {name}({string.Join(", ", parameters)}) => {Call(destination: first.Name)};";
    }

    public string Call(string? destination = null)
    {
        string types = Method.IsGenericMethod ? $"<{string.Join(", ", Method.GetGenericArguments().Select(Keyword))}>" : "";
        IEnumerable<string> arguments = Parameters.Select(parameter => !IsVariable(parameter) ? "MidpointRounding.ToEven" : (IsDestination(parameter) ? destination : null) ?? parameter.Name!);
        return $"TensorPrimitives.{Name}{types}({string.Join(", ", arguments)})";
    }

    public static string Declaration(ParameterInfo parameter) =>
        $"{(IsDestination(parameter) ? $"[Output] Span<{Keyword(ElementOf(parameter))}>" : IsSpan(parameter) ? $"ReadOnlySpan<{Keyword(ElementOf(parameter))}>" : Keyword(parameter.ParameterType))} {parameter.Name}";

    public static bool IsSpan(ParameterInfo parameter) => parameter.ParameterType.IsByRefLike;

    public static bool IsDestination(ParameterInfo parameter) => IsSpan(parameter) && parameter.ParameterType.GetGenericTypeDefinition() == typeof(Span<>);

    public static Type ElementOf(ParameterInfo parameter) => IsSpan(parameter) ? parameter.ParameterType.GetGenericArguments()[0] : parameter.ParameterType;

    public static string Keyword(Type type) => Keywords.TryGetValue(type, out string? keyword) ? keyword : type.FullName!;

    private static bool IsVariable(ParameterInfo parameter) => parameter.ParameterType != typeof(MidpointRounding);

    /// <summary>Null where it cannot be called with such elements.</summary>
    private static MethodInfo? At(MethodInfo method, Type element)
    {
        if (!method.IsGenericMethod) return method.GetParameters().Any(parameter => ElementOf(parameter) == element) ? method : null;
        try
        {
            return method.MakeGenericMethod([.. method.GetGenericArguments().Select(_ => element)]);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
