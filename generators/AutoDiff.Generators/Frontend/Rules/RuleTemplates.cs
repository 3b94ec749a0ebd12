using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>What is passed for a parameter of a method with a rule.</summary>
/// <param name="First">The number of its first leaf among the arguments.</param>
/// <param name="Shape">Null where it is one value.</param>
internal sealed record RuleOperand(IParameterSymbol Parameter, ParameterRole Role, int First, SplitShape? Shape)
{
    public EquatableArray<string> Paths => Shape is null ? [""] : Shape.Leaves.Select(static leaf => leaf.Path).ToEquatableArray();

    public bool IsMemory => TypeLowering.Memory(Parameter.Type) is not null;

    /// <summary>What the leaves are to the rule: what is no floating-point number is a constant.</summary>
    /// <param name="pullback">Null where the method has only the other rule.</param>
    public IEnumerable<RuleParameter> ToParameters(CustomRule? pullback, MethodBodies bodies) => Shape is null
        ? [new RuleParameter(Role, ParameterWrites.May(Parameter, bodies), Parameter.Type is IArrayTypeSymbol, IsMemory && pullback?.IsUnread(Parameter) == true, IsMemory && pullback?.IsSkipped(Parameter) == true)]
        : Shape.Leaves.Select(leaf => new RuleParameter(leaf.Type.IsFloating ? Role : ParameterRole.Constant));
}

/// <summary>The calls of a method and of its rule as C#. Their holes are the values in the receiver and the leaves of what is passed.</summary>
/// <param name="end">The number of arguments.</param>
/// <param name="result">How the result is split; null where it is not.</param>
internal sealed class RuleTemplates(CustomRule rule, Carried? receiver, IReadOnlyList<RuleOperand> operands, int end, SplitShape? result)
{
    public string Method => Call((receiver ?? Type(rule.Method)).AsOperand().Then($".{CSharpText.Identifier(rule.Method)}("), Given(rule.Method, 0));

    /// <summary>The rule is given what the method was; then the result, the seed, and the adjoints, which it has in the order of
    /// the parameters, while memory is numbered before scalars and structs.</summary>
    public string Pullback
    {
        get
        {
            (Carried start, List<string> arguments, int next) = Opening();
            if (!rule.Method.ReturnsVoid && rule.Kind != RuleKind.Gradient) arguments.Add(result is null ? Hole(next++) : Seed(result, ref next));
            RuleOperand[] added = [.. operands.Where(static operand => operand.Role is ParameterRole.Active or ParameterRole.Output)];
            int memory = next, variable = next + added.Count(static operand => operand.IsMemory);
            string passing = rule.Kind == RuleKind.Gradient ? "out" : "ref";
            arguments.AddRange(added.Select(operand => operand.IsMemory ? Hole(memory++) : $"{passing} {Hole(variable++)}"));
            return Call(start, arguments);
        }
    }

    private static Carried Type(IMethodSymbol method) => Carried.Text(TypeLowering.Text(method.ContainingType));

    private static string Hole(int number) => $"{{{number}}}";

    private static string Call(Carried start, IEnumerable<string> arguments) => $"{start.ToTemplate().Template}{string.Join(", ", arguments)})";

    /// <summary>What of it is no floating-point number has no seed.</summary>
    private static string Seed(SplitShape shape, ref int next)
    {
        List<string> leaves = [];
        foreach (SplitLeaf leaf in shape.Leaves) leaves.Add(leaf.Type.IsFloating ? Hole(next++) : $"default({TemplateText.Escape(leaf.Type is OpaqueType opaque ? opaque.Name : TypeText.Of(leaf.Type))})");
        return TemplateText.Fill(shape.Construction!, leaf => leaves[leaf]);
    }

    /// <summary>The rule is given what the method was, then the result where it takes that, then the tangents in the order of the parameters.</summary>
    public string Pushforward
    {
        get
        {
            (Carried start, List<string> arguments, int next) = Opening();
            foreach (RuleOperand operand in operands.Where(static operand => operand.Role is ParameterRole.Active or ParameterRole.Output))
            {
                arguments.Add(operand.Shape is { } shape ? Seed(shape, ref next) : Hole(next++));
            }

            return Call(start, arguments);
        }
    }

    /// <summary>What both rules are given first, and the number of the next hole.</summary>
    private (Carried Start, List<string> Arguments, int Next) Opening()
    {
        Carried start = (rule.Rule.IsStatic ? Type(rule.Rule) : receiver!).AsOperand().Then($".{CSharpText.Identifier(rule.Rule)}(");
        if (rule.TakesReceiver) start = start.Then(receiver!).Then(", ");
        List<string> arguments = [.. Given(rule.Rule, rule.TakesReceiver ? 1 : 0)];
        if (!rule.TakesResult) return (start, arguments, end);
        arguments.Add(result is null ? Hole(end) : TemplateText.Fill(result.Construction!, leaf => Hole(end + leaf)));
        return (start, arguments, end + (result?.Leaves.Count ?? 1));
    }

    /// <summary>Where there are overloads, memory is passed as what this one takes, whatever it is at hand as.</summary>
    private IEnumerable<string> Given(IMethodSymbol method, int first)
    {
        bool isOverloaded = method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Count(other => other.Parameters.Length == method.Parameters.Length) > 1;
        return operands.Select((operand, i) => operand switch
        {
            { Shape.Construction: { } construction } => TemplateText.Fill(construction, leaf => Hole(operand.First + leaf)),
            { IsMemory: true } when isOverloaded && TypeLowering.IsSpan(method.Parameters[first + i].Type) => $"({TypeLowering.Text(method.Parameters[first + i].Type)}){Hole(operand.First)}",
            _ => Hole(operand.First),
        });
    }
}
