using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>Which member a rule takes the place of.</summary>
internal enum RuleKind { Vjp, Jvp, Gradient }

/// <summary>The signature that the rule of a method must have: that of the member which would be generated. After the method's own
/// parameters it may take the method's result, and where it pulls back it may yield nothing.</summary>
/// <param name="primals">The method's parameters by the names that the rule has for them, after its object where the rule is static and the method is not.</param>
internal sealed class RuleSignature(RuleKind kind, IMethodSymbol method, bool isStatic, IReadOnlyList<(string Name, ITypeSymbol Type, ParameterRole Role)> primals)
{
    private readonly record struct Expected(string Name, string Type, Func<ITypeSymbol, bool> Fits, RefKind RefKind = RefKind.None)
    {
        public override string ToString() => $"{(RefKind == RefKind.None ? "" : RefKind == RefKind.Ref ? "ref " : "out ")}{Type} {Name}";
    }

    public IEnumerable<ParameterRole> Roles => primals.Select(static primal => primal.Role);

    /// <summary>The rule takes what the method has returned.</summary>
    public bool TakesResult(IMethodSymbol rule) => !method.ReturnsVoid && rule.Parameters.Length > primals.Count && rule.Parameters[primals.Count].Name == "result";

    /// <summary>The declaration of a rule that fits.</summary>
    public string Declaration(string name) => $"{(isStatic ? "static " : "")}{ReturnType} {name}({string.Join(", ", Parameters(takesResult: false))})";

    /// <summary>The same, and what else would fit.</summary>
    public string Declare(string name)
    {
        string declaration = Declaration(name);
        return method.ReturnsVoid ? declaration : $"{declaration}{(kind == RuleKind.Vjp ? ", which may return void," : "")} and may take '{Text(method.ReturnType)} result' after the method's own parameters";
    }

    /// <summary>Why a rule does not fit; null where it does.</summary>
    public string? Mismatch(IMethodSymbol rule)
    {
        if (rule.IsGenericMethod) return "it is generic";
        if (rule.IsStatic != isStatic) return isStatic ? "it is not static" : "it is static";
        if (!Returns(rule)) return $"it returns '{Text(rule.ReturnType)}'";
        List<Expected> expected = Parameters(TakesResult(rule));
        for (int i = 0; i < Math.Max(expected.Count, rule.Parameters.Length); i++)
        {
            if (i == rule.Parameters.Length) return $"it lacks the parameter '{expected[i]}'";
            IParameterSymbol parameter = rule.Parameters[i];
            if (i == expected.Count) return $"its parameter '{parameter.Name}' is one too many";
            if (parameter.RefKind != expected[i].RefKind || !expected[i].Fits(parameter.Type)) return $"its parameter '{parameter.Name}' must be '{expected[i]}'";
        }

        return null;
    }

    public static bool IsSame(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);

    /// <summary>What the adjoint or the tangent of a parameter is called.</summary>
    public static string Added(RuleKind kind, string name) => AddedParameter.Prefixed(kind == RuleKind.Jvp ? 'v' : 'd', name);

    private string ReturnType => kind == RuleKind.Jvp && !method.ReturnsVoid ? $"({Text(method.ReturnType)} Value, {Text(method.ReturnType)} Tangent)" : Text(method.ReturnType);

    private bool Returns(IMethodSymbol rule) => kind != RuleKind.Jvp || method.ReturnsVoid
        ? rule.ReturnsVoid || IsSame(rule.ReturnType, method.ReturnType)
        : rule.ReturnType is INamedTypeSymbol { IsTupleType: true, TupleElements: { Length: 2 } pair } && pair.All(element => IsSame(element.Type, method.ReturnType));

    private List<Expected> Parameters(bool takesResult)
    {
        List<Expected> parameters = [.. primals.Select(static primal => new Expected(primal.Name, Text(primal.Type), type => IsSame(type, primal.Type)))];
        Expected Result(string name) => new(name, Text(method.ReturnType), type => IsSame(type, method.ReturnType));
        if (takesResult) parameters.Add(Result("result"));
        if (kind == RuleKind.Vjp && !method.ReturnsVoid) parameters.Add(Result("seed"));
        parameters.AddRange(primals.Where(static primal => primal.Role is ParameterRole.Active or ParameterRole.Output).Select(Added));
        return parameters;
    }

    private Expected Added((string Name, ITypeSymbol Type, ParameterRole Role) primal)
    {
        string name = Added(kind, primal.Name);
        if (TypeLowering.Memory(primal.Type) is not { } memory) return new(name, Text(primal.Type), type => IsSame(type, primal.Type), Passing);
        bool isKept = memory.Form == MemoryForm.Matrix || memory.IsJagged || (kind == RuleKind.Jvp && memory.Form == MemoryForm.ReadOnlySpan);
        return isKept
            ? new(name, Text(primal.Type), type => IsSame(type, primal.Type))
            : new(name, $"Span<{TypeText.Of(memory.Element)}>", type => TypeLowering.Memory(type) is { Form: MemoryForm.Span } span && span.Element == memory.Element);
    }

    /// <summary>How the adjoint or the tangent of a number is passed.</summary>
    private RefKind Passing => kind switch
    {
        RuleKind.Vjp => RefKind.Ref,
        RuleKind.Gradient => RefKind.Out,
        _ => RefKind.None,
    };

    private static string Text(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
