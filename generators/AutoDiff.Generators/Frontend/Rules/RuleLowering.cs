using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Calls of methods that have a rule: they are not looked into.</summary>
internal sealed class RuleLowering(LoweringContext context)
{
    private const string PassSpan = "pass a span, and let the method take it as one";

    private readonly RuleFunctions functions = new(context);

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
        if ((Refusal(call, rule) ?? (pushforward is null ? null : Refusal(call, pushforward))) is { } refusal)
        {
            context.Fence.Call(call, call.TargetMethod.Name, refusal);
            return context.Placeholder(call.Type);
        }

        Carried? receiver = rule.Method.IsStatic ? null : context.Opaques.Receiver(call.Instance!);
        var arguments = new Lowered[call.Arguments.Length];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            Lowered value = context.Expressions.Lower(argument.Value);
            if (Misfit(value, argument) is var (what, instead))
            {
                context.Fence.Expression(argument.Value, what, instead);
                return context.Placeholder(call.Type);
            }

            arguments[argument.Parameter!.Ordinal] = value;
        }

        Lowered? result = null;
        context.At(call, () => result = Call(pullback, pushforward, receiver, [.. arguments.SelectMany(static argument => argument.Leaves)], Specialization.Original(call.Syntax.GetLocation())));
        return result ?? context.Placeholder(call.Type);
    }

    /// <summary>A rule as it was described in another assembly, with what is known of its pullback here, where derivatives of derivatives look into that.</summary>
    public Rule Resolved(Rule rule, Location place)
    {
        if (!context.Helpers.AreDifferentiatedTwice || rule.Id.Length == 0 || rule.PullbackFunction is not null) return rule; // before a symbol is searched for
        if (DocumentationCommentId.GetFirstSymbolForDeclarationId(rule.Id, context.Compilation) is not IMethodSymbol method || Of(method)?.Rule is not { } pullback) return rule;
        return rule with { PullbackFunction = functions.Pullback(pullback, place) };
    }

    /// <summary>A call with the leaves of all parameters in order; null where it yields nothing.</summary>
    /// <param name="place">Where it is reported what cannot be put together.</param>
    /// <param name="pullback">Null where the method has only the other rule.</param>
    public Lowered? Call(CustomRule? pullback, CustomRule? pushforward, Carried? receiver, IReadOnlyList<Value> leaves, Location place)
    {
        CustomRule rule = pullback ?? pushforward!;
        context.Name(rule.Method);
        if (pullback is not null) context.Name(pullback.Rule);
        if (pushforward is not null) context.Name(pushforward.Rule);
        EquatableArray<Value> ofReceiver = receiver?.ToTemplate().Arguments ?? [];
        List<RuleOperand> operands = [];
        int end = ofReceiver.Count;
        foreach ((IParameterSymbol parameter, ParameterRole role) in rule.Method.Parameters.Zip(rule.Roles.Skip(rule.TakesReceiver ? 1 : 0), static (parameter, role) => (parameter, role)))
        {
            RuleOperand operand = new(parameter, role, end, ShapeOf(parameter.Type, $"parameter '{parameter.Name}' of '{rule.Method.Name}'", place));
            operands.Add(operand);
            end += operand.Paths.Count;
        }

        SplitShape? split = ShapeOf(rule.Method.ReturnType, $"the result of '{rule.Method.Name}'", place);
        if (context.Fence.IsBroken) return null;
        RuleTemplates templates = new(rule, receiver, operands, end, split);
        EquatableArray<RuleParameter> parameters = [.. ofReceiver.Select(static _ => new RuleParameter(ParameterRole.Constant)), .. operands.SelectMany(operand => operand.ToParameters(pullback, context.Bodies))];
        EquatableArray<RuleStruct> structs = operands.Where(static operand => operand.Shape is not null).Select(static operand => new RuleStruct(operand.First, TypeLowering.Text(operand.Parameter.Type), operand.Paths)).ToEquatableArray();
        EquatableArray<string> paths = split?.Leaves.Select(static leaf => leaf.Path).ToEquatableArray() ?? [];
        RuleCall call = new(
            new Rule(
                templates.Method,
                pullback is null ? "" : templates.Pullback,
                parameters,
                pullback is { TakesResult: true },
                pullback is { Kind: RuleKind.Gradient },
                structs,
                paths,
                pushforward is not null && AreAlike(rule, pushforward) ? new RuleTemplates(pushforward, receiver, operands, end, split).Pushforward : "",
                pushforward is { TakesResult: true },
                pullback is null ? functions.Method(rule.Method, leaves) : "",
                pullback is null ? null : functions.Pullback(pullback, place),
                context.MayTravel ? rule.Method.GetDocumentationCommentId() ?? "" : ""),
            [.. ofReceiver, .. leaves]);
        return Yield(rule.Method.ReturnType, split is not null, call);
    }

    private Lowered? Yield(ITypeSymbol type, bool isSplit, RuleCall call)
    {
        List<Value> targets = isSplit ? [context.Builder.Numbers.Create(new OpaqueType(TypeLowering.Text(type)))] : [];
        if (type.SpecialType == SpecialType.System_Void)
        {
            context.Builder.Do(call);
            return null;
        }

        Lowered result = TypeLowering.Build(type, leaf =>
        {
            targets.Add(context.Builder.Numbers.Create(leaf));
            return targets[targets.Count - 1];
        });
        context.Builder.DefineAll(targets.ToEquatableArray(), call);
        return result;
    }

    /// <summary>How a struct is taken apart and put together here; null for what is none.</summary>
    private SplitShape? ShapeOf(ITypeSymbol type, string use, Location place)
    {
        if (!SplitTypes.IsSplit(type)) return null;
        foreach (TypePart part in SplitTypes.PartsOf(type)!) context.Name(part.Member);
        SplitShape? shape = new SplitShapes(context.Compilation, context.Home, context.Bodies).Of(type);
        if (shape is not { Construction: not null }) context.Fence.Report(DiagnosticIds.StructNotSettable, place, type.ToDisplayString(), use);
        return shape;
    }

    /// <summary>The two rules of a method agree on what is active.</summary>
    private static bool AreAlike(CustomRule one, CustomRule other) => one.Roles.Skip(one.TakesReceiver ? 1 : 0).SequenceEqual(other.Roles.Skip(other.TakesReceiver ? 1 : 0));

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

    /// <summary>What cannot be passed on as what it is in C#, and what can.</summary>
    private static (string What, string Instead)? Misfit(Lowered value, IArgumentOperation argument) => (value, TypeLowering.Memory(argument.Parameter!.Type)) switch
    {
        (Memory { Value.Type: MemoryType { Form: MemoryForm.Matrix } }, _) => ("A matrix passed to a method with a rule", PassSpan),
        (Memory { Value.Type: MemoryType { Form: not MemoryForm.Array } }, { Form: MemoryForm.Array }) => ("An array made here and passed to a method with a rule", PassSpan),
        (Aggregate, not null) => ("Memory of structs passed to a method with a rule", "pass a span of numbers for each field"),
        (Aggregate, _) when !SplitTypes.IsMadeOfScalars(argument.Parameter.Type) => ("A tuple of memory passed to a method with a rule", "pass its elements"),
        (not Memory, not null) or (Closure, _) => ("This argument of a method with a rule", PassSpan),
        _ => null,
    };
}
