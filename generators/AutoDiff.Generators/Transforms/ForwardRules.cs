using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>The tangent of a call that has a rule is a call of the rule, which does what the method does, too.</summary>
internal sealed class ForwardRules(Activity activity, Tangents tangents)
{
    public void Run(Let let, RuleCall call, Builder forward)
    {
        if (!call.Arguments.Any(HasTangent))
        {
            forward.Append(let);
            return;
        }

        if (tangents.HasLanes) throw new Refusal("a rule takes one direction at a time");
        if (call.Rule.Pushforward.Length == 0) throw RuleBodies.Missing(call.Rule.Method, "[CustomJvp] or [JvpOf]");
        List<Value> arguments = [.. call.Arguments], directions = [];
        Value[] leaves = [.. let.Targets.Skip(call.Rule.Result.Count > 0 ? 1 : 0)];
        Value? result = let.Targets.Count == 0 ? null : let.Targets[0];
        if (call.Rule.PushesResult)
        {
            forward.Append(let);
            arguments.AddRange(leaves);
            result = forward.Numbers.Create(result!.Type);
        }

        Builder body = forward.Nested();
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            Value argument = call.Arguments[i];
            if (call.Rule.Parameters[i].Role is not (ParameterRole.Active or ParameterRole.Output)) continue;
            directions.Add(argument.Type is not MemoryType ? tangents.OrZero(forward, argument) : tangents.Of(argument) ?? Zero(argument, body));
        }

        var pushforward = new Pushforward(call.Rule.Pushforward, arguments.ToEquatableArray(), directions.ToEquatableArray());
        EquatableArray<Value> targets = result is null ? [] : [result, tangents.Create(forward.Numbers, let.Targets[0])];
        Define(targets, pushforward, forward, body);
        for (int i = 0; i < call.Rule.Result.Count; i++)
        {
            if (!call.Rule.PushesResult) forward.DefineAll([leaves[i]], Leaf(targets[0], call.Rule.Result[i]));
            if (leaves[i].Type.IsFloating) forward.DefineAll([tangents.Create(forward.Numbers, leaves[i])], Leaf(targets[1], call.Rule.Result[i]));
        }
    }

    /// <summary>Where memory is allocated for the call, it is freed after it.</summary>
    private static void Define(EquatableArray<Value> targets, Pushforward pushforward, Builder forward, Builder body)
    {
        if (body.Lets.Count == 0)
        {
            forward.DefineAll(targets, pushforward);
            return;
        }

        EquatableArray<Value> inner = targets.Select(target => forward.Numbers.Create(target.Type, target.Name)).ToEquatableArray();
        body.DefineAll(inner, pushforward);
        forward.DefineAll(targets, new Scope(body.ToBlock([], inner)));
    }

    /// <summary>A number in a struct that a rule yields.</summary>
    private static OpaqueCall Leaf(Value whole, string path) => new($"{{0}}{path}", [whole], Effects.None);

    private bool HasTangent(Value argument) => argument.Type is MemoryType ? ForwardMode.HasTangent(argument.Type) && activity.IsVaried(argument) : tangents.Of(argument) is not null;

    /// <summary>The tangent of memory that has none, for the time of the call.</summary>
    private static Value Zero(Value memory, Builder body)
    {
        var type = (MemoryType)memory.Type;
        Value zero = body.Define(Shadows.TypeOf(type), new Alloc(body.Length(memory)), Tangents.NameOf(memory));
        Shadows.Clear(body, zero);
        return zero;
    }
}
