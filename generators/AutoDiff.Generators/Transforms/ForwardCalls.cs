using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>The derivatives of the functions that are called: one for each choice of the arguments that have a tangent.</summary>
internal sealed class ForwardCalls(Module module, ScalarType? lanes = null)
{
    private readonly Dictionary<(string Function, EquatableArray<bool> Active), string> names = [];
    private readonly List<Function> functions = [];

    public IReadOnlyList<Function> Functions => functions;

    public void Run(Let let, Call call, Activity activity, Builder forward, Tangents tangents)
    {
        EquatableArray<bool> active = call.Arguments.Select(argument => ForwardMode.HasTangent(argument.Type) && activity.IsVaried(argument)).ToEquatableArray();
        if (!active.Contains(true))
        {
            forward.Append(let);
            return;
        }

        Value[] directions = [.. call.Arguments.Where((_, i) => active[i]).Select(argument => tangents.OrZero(forward, argument))];
        int[] further = [.. call.Arguments.Select(static (_, i) => i).Where(i => active[i])];
        IEnumerable<int> readOnly = further.Select(static (i, k) => (Argument: i, Direction: k)).Where(pair => call.ReadOnly.Contains(pair.Argument)).Select(pair => call.Arguments.Count + pair.Direction);
        IEnumerable<Value> results = let.Targets.Where(static target => target.Type.IsFloating).Select(target => tangents.Create(forward.Numbers, target));
        forward.DefineAll([.. let.Targets, .. results], new Call(NameOf(call.Function, active), [.. call.Arguments, .. directions], [.. call.ReadOnly, .. readOnly]));
    }

    private string NameOf(string function, EquatableArray<bool> active)
    {
        if (names.TryGetValue((function, active), out string? known)) return known;
        string name = module.FreeName($"{function}{ForwardMode.NameOf(lanes)}", names.Values);
        names[(function, active)] = name;
        Function primal = module.Find(function)!;
        EquatableArray<ParameterRole> roles = active.Select(static isActive => isActive ? ParameterRole.Active : ParameterRole.Constant).ToEquatableArray();
        functions.Add(WithScope(ForwardMode.Run(primal with { Roles = roles }, name, this, lanes)));
        return name;
    }

    /// <summary>What a function that is called allocates is freed when it returns; only the one that starts has a workspace that is the caller's.</summary>
    private static Function WithScope(Function function)
    {
        if (!function.Body.Lets.Any(static let => let.Operation is Alloc)) return function;
        ValueNumbers numbers = ValueNumbers.After(function);
        EquatableArray<Value> results = function.Body.Results.Select(result => numbers.Create(result.Type, result.Name)).ToEquatableArray();
        return function with { Body = new Block(function.Body.Arguments, [new Let(results, new Scope(new Block([], function.Body.Lets, function.Body.Results)))], results) };
    }
}
