using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>From an attribute to the method and the rule that it joins: by symbol, and by signature where there are overloads.</summary>
internal static class RuleBinder
{
    /// <summary>The rule that a method names, a method of its own type.</summary>
    public static RuleBinding Own(RuleKind kind, IMethodSymbol method, AttributeData attribute)
    {
        if (attribute.ConstructorArguments is not [{ Value: string name }]) return RuleBinding.Invalid;
        if ((Refusal(method) ?? UnknownDerivative(method)) is { } reason) return RuleBinding.Refused(DiagnosticIds.RuleNotSupported, Text(method), reason);
        RuleSignature signature = Declared(kind, method);
        if (!signature.Roles.Contains(ParameterRole.Active)) return RuleBinding.Refused(DiagnosticIds.RuleNotSupported, Text(method), "it has no parameter to differentiate by");
        IMethodSymbol[] candidates = [.. method.ContainingType.GetMembers(name).OfType<IMethodSymbol>()];
        if (candidates.FirstOrDefault(candidate => signature.Mismatch(candidate) is null) is { } rule) return Found(kind, method, rule, signature);
        return candidates is [var first, ..]
            ? Mismatch(first, method, signature)
            : RuleBinding.Missing(method.ContainingType, name, signature);
    }

    /// <summary>The method that a rule names, of any type. What the rule adds to says which parameters are active.</summary>
    public static RuleBinding Of(RuleKind kind, IMethodSymbol rule, AttributeData attribute)
    {
        if (attribute.ConstructorArguments is not [{ Value: INamedTypeSymbol { TypeKind: not TypeKind.Error } type }, { Value: string name }]) return RuleBinding.Invalid;
        IMethodSymbol[] candidates = [.. Levels(type).SelectMany(level => level.GetMembers(name)).OfType<IMethodSymbol>().Where(static method => method.MethodKind == MethodKind.Ordinary)];
        if (candidates.Length == 0) return RuleBinding.Refused(DiagnosticIds.RuleNotFound, type.Name, name, "a method that takes the first parameters of the rule");

        // A parameter 'result' is the method's own only where nothing else fits.
        var read = candidates
            .Select(method => (Method: method, Signature: Read(kind, method, rule)))
            .OrderBy(candidate => candidate.Signature.Primals.Any(static primal => primal.Name == "result"))
            .ToList();
        var fitting = read.Where(candidate => candidate.Signature.Read.Mismatch(rule) is null).ToList();
        if (fitting.Count == 0)
        {
            var nearest = read.OrderByDescending(candidate => Alike(candidate.Signature.Primals, rule)).First();
            return Refusal(nearest.Method) is { } first ? RuleBinding.Refused(DiagnosticIds.RuleNotSupported, Text(nearest.Method), first) : Mismatch(rule, nearest.Method, nearest.Signature.Read);
        }

        (IMethodSymbol found, (RuleSignature signature, _)) = fitting[0];
        if (Refusal(found) is { } reason) return RuleBinding.Refused(DiagnosticIds.RuleNotSupported, Text(found), reason);
        return signature.Roles.Contains(ParameterRole.Active) ? Found(kind, found, rule, signature) : RuleBinding.Refused(DiagnosticIds.RuleNotSupported, Text(found), "the rule has no parameter to differentiate by");
    }

    /// <summary>What was generated for a method in the assembly that it comes from: its pullback; else its gradient, if the method
    /// cannot write anything besides. Null where there is neither.</summary>
    public static RuleBinding? Generated(IMethodSymbol method)
    {
        if ((Refusal(method) ?? UnknownDerivative(method)) is not null) return null;
        bool writes = method.Parameters.Any(static parameter => TypeLowering.Memory(parameter.Type) is { Form: not MemoryForm.ReadOnlySpan });
        RuleKind[] kinds = writes || method.ReturnsVoid ? [RuleKind.Vjp] : [RuleKind.Vjp, RuleKind.Gradient];
        return Generated(method, kinds);
    }

    /// <summary>The same: its derivative along a direction.</summary>
    public static RuleBinding? GeneratedTangent(IMethodSymbol method) => (Refusal(method) ?? UnknownDerivative(method)) is null ? Generated(method, [RuleKind.Jvp]) : null;

    private static RuleBinding? Generated(IMethodSymbol method, RuleKind[] kinds) => (from kind in kinds
        let signature = Declared(kind, method)
        from rule in method.ContainingType.GetMembers($"{method.Name}{kind}").OfType<IMethodSymbol>()
        where signature.Mismatch(rule) is null
        select Found(kind, method, rule, signature)).FirstOrDefault();

    /// <summary>The signature of what would be generated.</summary>
    private static RuleSignature Declared(RuleKind kind, IMethodSymbol method) =>
        new(kind, method, method.IsStatic, [.. method.Parameters.Select(static parameter => (parameter.Name, parameter.Type, ParameterRoles.Of(parameter)))]);

    private static RuleBinding Found(RuleKind kind, IMethodSymbol method, IMethodSymbol rule, RuleSignature signature) =>
        RuleBinding.Found(new CustomRule(kind, method, rule, signature.Roles.ToEquatableArray(), signature.TakesResult(rule)));

    private static RuleBinding Mismatch(IMethodSymbol rule, IMethodSymbol method, RuleSignature signature) =>
        RuleBinding.Refused(DiagnosticIds.RuleMismatch, rule.Name, Text(method), signature.Mismatch(rule)!, signature.Declare(rule.Name));

    /// <summary>The signature that the rule means to have for a method: a parameter has an adjoint where the rule has one that is
    /// called after it; where it has none of these names, all that can have one.</summary>
    private static (RuleSignature Read, List<(string Name, ITypeSymbol Type, ParameterRole Role)> Primals) Read(RuleKind kind, IMethodSymbol method, IMethodSymbol rule)
    {
        List<(string Name, IParameterSymbol? Own, ITypeSymbol Type)> parameters = [];
        if (!method.IsStatic) parameters.Add(("self", null, method.ContainingType));
        parameters.AddRange(method.Parameters.Select(static parameter => (parameter.Name, (IParameterSymbol?)parameter, parameter.Type)));
        HashSet<string> added = [.. rule.Parameters.Skip(parameters.Count).Select(static parameter => parameter.Name)];
        bool isNamed = parameters.Where((_, i) => i < rule.Parameters.Length).Select((_, i) => RuleSignature.Added(kind, rule.Parameters[i].Name)).Any(added.Contains);
        List<(string, ITypeSymbol, ParameterRole)> primals = [];
        for (int i = 0; i < parameters.Count; i++)
        {
            (string name, IParameterSymbol? own, ITypeSymbol type) = parameters[i];
            IParameterSymbol? ofRule = i < rule.Parameters.Length ? rule.Parameters[i] : null;
            string? attribute = (ofRule is null ? null : ParameterRoles.AttributeOf(ofRule)) ?? (own is null ? null : ParameterRoles.AttributeOf(own));
            ParameterRole role = own is null ? ParameterRole.Constant : ParameterRoles.Of(ParameterRoles.IsFloating(type), attribute);
            bool isLeftOut = isNamed && role is ParameterRole.Active or ParameterRole.Output && !added.Contains(RuleSignature.Added(kind, ofRule?.Name ?? name));
            primals.Add((ofRule?.Name ?? name, type, isLeftOut ? ParameterRole.Constant : role));
        }

        return (new RuleSignature(kind, method, isStatic: true, primals), primals);
    }

    private static int Alike(List<(string Name, ITypeSymbol Type, ParameterRole Role)> primals, IMethodSymbol rule) =>
        primals.Zip(rule.Parameters, static (primal, parameter) => RuleSignature.IsSame(primal.Type, parameter.Type)).TakeWhile(static same => same).Count();

    /// <summary>What stands against a rule for the method, whatever the rule is.</summary>
    private static string? Refusal(IMethodSymbol method) => method switch
    {
        { MethodKind: not MethodKind.Ordinary } => "only a method of a type can; write it as one",
        { IsGenericMethod: true } => "it is generic; write it for float or double",
        { IsAsync: true } => "it is async; compute in a method of its own",
        { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => "it returns by reference; return the value",
        { ReturnsVoid: false } when TypeLowering.Memory(method.ReturnType) is not null || !ParameterRoles.IsFloating(method.ReturnType) => $"it returns '{method.ReturnType.ToDisplayString()}'; return float or double, a struct or tuple of them, or write to spans",
        _ when method.Parameters.FirstOrDefault(static parameter => parameter.RefKind != RefKind.None) is { } parameter => $"its parameter '{parameter.Name}' is passed by reference; pass a value or a span",
        _ => null,
    };

    private static string? UnknownDerivative(IMethodSymbol method) => method.Parameters
        .Where(static parameter => TypeLowering.HoldsFloating(parameter.Type) && !ParameterRoles.IsFloating(parameter.Type) && ParameterRoles.AttributeOf(parameter) is null)
        .Select(static parameter => $"no derivative can be taken by its parameter '{parameter.Name}' of type '{parameter.Type.ToDisplayString()}'; mark it [NoGradient]")
        .FirstOrDefault();

    private static IEnumerable<INamedTypeSymbol> Levels(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType) yield return level;
    }

    private static string Text(IMethodSymbol method) => method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}
