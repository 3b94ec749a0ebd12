using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>The calls of a method and of its rule as C#.</summary>
internal static class RuleTemplates
{
    /// <summary>Without the closing parenthesis.</summary>
    public static Carried Method(CustomRule rule, Carried? receiver, IReadOnlyList<Value> arguments) =>
        (receiver ?? Carried.Text(TypeLowering.Text(rule.Method.ContainingType))).AsOperand().Then($".{CSharpText.Identifier(rule.Method)}(").Then(Given(rule.Method, arguments, 0));

    /// <summary>The rule is given what the method was; then the result, the seed, and the adjoints, which it has in the order of
    /// the parameters, while memory is numbered before scalars.</summary>
    public static string Pullback(CustomRule rule, Carried? receiver, IReadOnlyList<Value> arguments, EquatableArray<RuleParameter> parameters)
    {
        bool isBeside = !rule.Rule.IsStatic;
        Carried start = (isBeside ? receiver! : Carried.Text(TypeLowering.Text(rule.Rule.ContainingType))).AsOperand().Then($".{CSharpText.Identifier(rule.Rule)}(");
        IEnumerable<Carried> given = Given(rule.Rule, arguments, rule.TakesReceiver ? 1 : 0);
        (string template, EquatableArray<Value> values) = start.Then(rule.TakesReceiver ? given.Prepend(receiver!) : given).ToTemplate();
        List<string> added = [];
        int next = values.Count;
        if (rule.TakesResult) added.Add($"{{{next++}}}");
        if (!rule.Method.ReturnsVoid && rule.Kind != RuleKind.Gradient) added.Add($"{{{next++}}}");
        List<bool> isMemory = [.. arguments.Zip(parameters, static (argument, parameter) => (argument, parameter))
            .Where(static pair => pair.parameter.Role is ParameterRole.Active or ParameterRole.Output)
            .Select(static pair => pair.argument.Type is MemoryType)];
        int memory = next, scalar = next + isMemory.Count(static item => item);
        string passing = rule.Kind == RuleKind.Gradient ? "out" : "ref";
        added.AddRange(isMemory.Select(item => item ? $"{{{memory++}}}" : $"{passing} {{{scalar++}}}"));
        return $"{template}{(values.Count > 0 || rule.TakesReceiver ? ", " : "")}{string.Join(", ", added)})";
    }

    /// <summary>The rule is given what the method was, then the result where it takes that, then the tangents in the order of the parameters.</summary>
    public static string Pushforward(CustomRule rule, Carried? receiver, IReadOnlyList<Value> arguments, EquatableArray<RuleParameter> parameters)
    {
        Carried start = (rule.Rule.IsStatic ? Carried.Text(TypeLowering.Text(rule.Rule.ContainingType)) : receiver!).AsOperand().Then($".{CSharpText.Identifier(rule.Rule)}(");
        IEnumerable<Carried> given = Given(rule.Rule, arguments, rule.TakesReceiver ? 1 : 0);
        (string template, EquatableArray<Value> values) = start.Then(rule.TakesReceiver ? given.Prepend(receiver!) : given).ToTemplate();
        int count = parameters.Count(static parameter => parameter.Role is ParameterRole.Active or ParameterRole.Output) + (rule.TakesResult ? 1 : 0);
        IEnumerable<string> added = Enumerable.Range(values.Count, count).Select(static number => $"{{{number}}}");
        return $"{template}, {string.Join(", ", added)})";
    }

    /// <summary>Where there are overloads, memory is passed as what this one takes, whatever it is at hand as.</summary>
    private static IEnumerable<Carried> Given(IMethodSymbol method, IReadOnlyList<Value> arguments, int first)
    {
        bool isOverloaded = method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Count(other => other.Parameters.Length == method.Parameters.Length) > 1;
        return arguments.Select((argument, i) => isOverloaded && argument.Type is MemoryType && TypeLowering.IsSpan(method.Parameters[first + i].Type)
            ? Carried.Text($"({TypeLowering.Text(method.Parameters[first + i].Type)})").Then(argument)
            : Carried.Of(argument));
    }
}
