using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Calls of methods that have a rule: they are not looked into.</summary>
internal sealed class RuleLowering(LoweringContext context)
{
    private CustomRules Rules => CustomRules.Of(context.Compilation);

    /// <summary>The rule of a method; null where it has none.</summary>
    public RuleBinding? Of(IMethodSymbol method) => Rules.Find(method);

    /// <summary>The rule that pushes tangents through a method; null where it has none.</summary>
    public CustomRule? TangentOf(IMethodSymbol method) => Rules.FindTangent(method);

    /// <summary>Null where the method has no rule. What was generated in another assembly is one only where the method cannot be looked into.</summary>
    public Lowered? TryLower(IInvocationOperation call)
    {
        if (Rules.IsGenerated(call.TargetMethod) && context.Portables.TryLower(call) is { } described) return described;
        RuleBinding? binding = Of(call.TargetMethod);
        if (binding is { Rule: null })
        {
            context.Fence.Invalid();
            return context.Placeholder(call.Type);
        }

        CustomRule? pullback = binding?.Rule, pushforward = TangentOf(call.TargetMethod);
        if ((pullback ?? pushforward) is not { } rule) return null;
        if ((Refusal(call, rule) ?? (pushforward is null ? null : Refusal(call, pushforward))) is { } instead)
        {
            context.Fence.Call(call, call.TargetMethod.Name, instead);
            return context.Placeholder(call.Type);
        }

        Carried? receiver = rule.Method.IsStatic ? null : context.Opaques.Receiver(call.Instance!);
        var arguments = new Value[call.Arguments.Length];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            Value value = context.Expressions.Value(argument.Value);
            if (Misfit(value, argument) is { } misfit)
            {
                context.Fence.Expression(argument.Value, misfit, "pass a span, and let the method take it as one");
                return context.Placeholder(call.Type);
            }

            arguments[argument.Parameter!.Ordinal] = value;
        }

        Value? result = null;
        context.At(call, () => result = Call(pullback, pushforward, receiver, arguments));
        return result is null ? context.Placeholder(call.Type) : new Scalar(result);
    }

    /// <summary>A call with the values of all parameters in order; null where it yields nothing.</summary>
    /// <param name="pullback">Null where the method has only the other rule.</param>
    public Value? Call(CustomRule? pullback, CustomRule? pushforward, Carried? receiver, IReadOnlyList<Value> arguments)
    {
        CustomRule rule = pullback ?? pushforward!;
        context.Name(rule.Method);
        if (pullback is not null) context.Name(pullback.Rule);
        if (pushforward is not null) context.Name(pushforward.Rule);
        EquatableArray<RuleParameter> parameters = rule.Method.Parameters
            .Zip(rule.Roles.Skip(rule.TakesReceiver ? 1 : 0), (parameter, role) => new RuleParameter(role, ParameterWrites.May(parameter, context.Bodies), parameter.Type is IArrayTypeSymbol))
            .ToEquatableArray();
        (string method, EquatableArray<Value> values) = RuleTemplates.Method(rule, receiver, arguments).Then(")").ToTemplate();
        RuleParameter[] ofReceiver = [.. Enumerable.Repeat(new RuleParameter(ParameterRole.Constant), values.Count - arguments.Count)];
        RuleCall call = new(
            new Rule(
                method,
                pullback is null ? "" : RuleTemplates.Pullback(pullback, receiver, arguments, parameters),
                [.. ofReceiver, .. parameters],
                pullback is { TakesResult: true },
                pullback is { Kind: RuleKind.Gradient },
                pushforward is not null && AreAlike(rule, pushforward) ? RuleTemplates.Pushforward(pushforward, receiver, arguments, parameters) : "",
                pushforward is { TakesResult: true },
                pullback is null ? BodyOf(rule.Method, arguments) : ""),
            values);
        if (TypeLowering.Scalar(rule.Method.ReturnType) is { } type) return context.Builder.Define(type, call);
        context.Builder.Do(call);
        return null;
    }

    /// <summary>The two rules of a method agree on what is active.</summary>
    private static bool AreAlike(CustomRule one, CustomRule other) => one.Roles.Skip(one.TakesReceiver ? 1 : 0).SequenceEqual(other.Roles.Skip(other.TakesReceiver ? 1 : 0));

    /// <summary>What reverse mode sees of a method that has only a rule for tangents.</summary>
    private string BodyOf(IMethodSymbol method, IReadOnlyList<Value> arguments) =>
        context.Helpers.AreReversed && method.IsStatic && context.Bodies.Of(method) is not null ? context.HelperCalls.Of(method, arguments) : "";

    private string? Refusal(IInvocationOperation call, CustomRule rule)
    {
        bool isOverridable = call.IsVirtual && !rule.Method.IsSealed && !rule.Method.ContainingType.IsSealed;
        bool isOverriddenTogether = !rule.Rule.IsStatic && (rule.Rule.IsVirtual || rule.Rule.IsAbstract || rule.Rule.IsOverride);
        if (isOverridable && !isOverriddenTogether) return $"make it non-virtual, or its rule '{rule.Rule.Name}' virtual, too, so that it is known which rule belongs to it";
        if (!IsAccessible(rule.Rule)) return $"make its rule '{rule.Rule.Name}' accessible here";
        return IsAccessible(rule.Method) ? null : "make it accessible to the method that is differentiated";
    }

    /// <summary>What is generated stands beside the annotated method.</summary>
    private bool IsAccessible(IMethodSymbol method)
    {
        Compilation compilation = context.Compilation;
        bool isElsewhere = !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly);
        return Exposure.IsAccessible(method, context.Home) && (!isElsewhere || compilation.IsSymbolAccessibleWithin(method, compilation.Assembly));
    }

    /// <summary>Why a value cannot be passed on as what it is in C#.</summary>
    private static string? Misfit(Value value, IArgumentOperation argument) => (value.Type, TypeLowering.Memory(argument.Parameter!.Type)) switch
    {
        (MemoryType { Form: MemoryForm.Matrix }, _) => "A matrix passed to a method with a rule",
        (MemoryType { Form: not MemoryForm.Array }, { Form: MemoryForm.Array }) => "An array made here and passed to a method with a rule",
        (not MemoryType, not null) => "This argument of a method with a rule",
        _ => null,
    };
}
