using System;
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

        if (call.Rule.Pushforward.Length == 0) throw RuleBodies.Missing(call.Rule.Method, "[CustomJvp] or [JvpOf]");
        if (call.Rule.Result.Count > 0) throw new Refusal("the tangent of a struct or tuple that a rule yields is not supported; return a number, or write to a span");
        List<Value> arguments = [.. call.Arguments], directions = [];
        EquatableArray<Value> results = let.Targets;
        if (call.Rule.PushesResult)
        {
            forward.Append(let);
            arguments.AddRange(let.Targets);
            results = let.Targets.Select(target => forward.Numbers.Create(target.Type)).ToEquatableArray();
        }

        Builder body = forward.Nested();
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            Value argument = call.Arguments[i];
            if (call.Rule.Parameters[i].Role is not (ParameterRole.Active or ParameterRole.Output)) continue;
            directions.Add(argument.Type is not MemoryType ? tangents.OrZero(forward, argument) : tangents.Of(argument) ?? Zero(argument, body));
        }

        var pushforward = new Pushforward(call.Rule.Pushforward, arguments.ToEquatableArray(), directions.ToEquatableArray());
        EquatableArray<Value> targets = [.. results, .. let.Targets.Select(target => tangents.Create(forward.Numbers, target)).ToArray()];
        if (body.Lets.Count == 0)
        {
            forward.DefineAll(targets, pushforward);
            return;
        }

        EquatableArray<Value> inner = targets.Select(target => forward.Numbers.Create(target.Type, target.Name)).ToEquatableArray();
        body.DefineAll(inner, pushforward);
        forward.DefineAll(targets, new Scope(body.ToBlock([], inner)));
    }

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
