using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>How a derivative is lost.</summary>
internal enum Loss
{
    /// <summary>An active value goes into C# that the compiler does not look into and that yields what may depend on it smoothly.</summary>
    OpaqueCall,

    /// <summary>An active value is stored into memory of an object or a static.</summary>
    ForeignMemory,
}

/// <summary>Where a value that depends on an active input flows into something that would drop its derivative. Predicates
/// (calls that yield a bool, an int or an enum), calls that yield nothing and what ends only in a throw may take any value.</summary>
internal static class LostDerivatives
{
    /// <summary>In a function and those that it calls, each of which is taken to be handed what any call hands it.</summary>
    public static IEnumerable<(Loss Loss, Let Let)> Of(Module module)
    {
        Dictionary<string, HashSet<int>> varied = module.Helpers.ToDictionary(static helper => helper.Name, static _ => new HashSet<int>());
        bool changed;
        do
        {
            changed = false;
            foreach (Function function in module.Functions.Select(Handed))
            {
                Activity activity = Activity.Of(function, memoryIsOutput: true);
                foreach ((_, Call call) in Module.Calls(function))
                {
                    for (int i = 0; i < call.Arguments.Count; i++)
                    {
                        if (activity.IsVaried(call.Arguments[i])) changed |= varied[call.Function].Add(i);
                    }
                }
            }
        }
        while (changed);
        return module.Functions.SelectMany(function => Of(Handed(function)));

        Function Handed(Function function) => function == module.Root ? function : function with
        {
            Roles = function.Roles.Select((_, i) => varied[function.Name].Contains(i) ? ParameterRole.Active : ParameterRole.Constant).ToEquatableArray(),
        };
    }

    private static IEnumerable<(Loss Loss, Let Let)> Of(Function function)
    {
        Activity activity = Activity.Of(function, memoryIsOutput: true);
        Dictionary<Value, Let> tainted = Tainted(function.Body, activity);
        HashSet<Let> reported = new(ByIdentity.Instance);
        foreach (Let let in Walk.Lets(function.Body))
        {
            switch (let.Operation)
            {
                case OpaqueCall { Effects: Effects.Stores } call when call.Arguments.Any(activity.IsVaried):
                    yield return (Loss.ForeignMemory, let);
                    break;
                case OpaqueCall call when let.Targets.Any(static target => target.Type is not (OpaqueType or ScalarType { Kind: ScalarKind.Bool or ScalarKind.Int32 })):
                    foreach (Let source in call.Arguments.Any(activity.IsVaried) ? [let] : call.Arguments.Where(tainted.ContainsKey).Select(argument => tainted[argument]))
                    {
                        if (reported.Add(source)) yield return (Loss.OpaqueCall, source);
                    }

                    break;
                case RuleCall call when call.Arguments.Any(tainted.ContainsKey):
                    yield return (Loss.OpaqueCall, let);
                    break;
                case RuleCall when Activity.Flows(let).Any(flow => activity.IsVaried(flow.From) && activity.Memory.IsForeign(flow.To)):
                    yield return (Loss.ForeignMemory, let);
                    break;
                case Store store when activity.IsVaried(store.Element) && activity.Memory.IsForeign(store.Memory):
                case Copy copy when activity.IsVaried(copy.Source) && activity.Memory.IsForeign(copy.Destination):
                case Fill fill when activity.IsVaried(fill.Element) && activity.Memory.IsForeign(fill.Memory):
                case Call call when call.Arguments.Any(activity.IsVaried) && Writes.Of(call).Any(written => activity.IsVaried(written) && activity.Memory.IsForeign(written)):
                    yield return (Loss.ForeignMemory, let);
                    break;
            }
        }
    }

    /// <summary>Objects that may hold an active value, and where it went in: what a call yields that is given one, and what else it is given and may keep it in.</summary>
    private static Dictionary<Value, Let> Tainted(Block body, Activity activity)
    {
        Dictionary<Value, Let> tainted = [];
        int before;
        do
        {
            before = tainted.Count;
            foreach (Let let in Walk.Lets(body))
            {
                if (let.Operation is OpaqueCall call && Source(let, call) is { } source)
                {
                    foreach (Value value in let.Targets.Concat(call.RunsOnce ? call.Arguments : []).Where(static value => value.Type is OpaqueType)) Taint(value, source);
                }

                foreach ((Value from, Value to) in ControlFlow.Of(let))
                {
                    if (tainted.TryGetValue(from, out Let? origin)) Taint(to, origin);
                }
            }
        }
        while (tainted.Count > before);
        return tainted;

        Let? Source(Let let, OpaqueCall call) => call.Arguments.Any(activity.IsVaried) ? let : call.Arguments.Where(tainted.ContainsKey).Select(argument => tainted[argument]).FirstOrDefault();

        void Taint(Value value, Let source)
        {
            if (!tainted.ContainsKey(value)) tainted[value] = source;
        }
    }
}
