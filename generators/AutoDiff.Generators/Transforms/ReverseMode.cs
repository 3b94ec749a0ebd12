using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>What a reverse-mode derivative computes.</summary>
internal enum ReverseKind
{
    /// <summary>Value and gradient: seeded with one, adjoint buffers overwritten.</summary>
    Gradient,

    /// <summary>The pullback: seeded by a parameter, adjoint buffers added to; written memory has an adjoint going in and coming out.</summary>
    Vjp,
}

/// <summary>The derivative of a function as a function: a forward sweep, which is the primal and keeps what is needed, then
/// a reverse sweep that runs the statements backwards, each passing the adjoint of what it defined to what it used.</summary>
/// <remarks>Parameters: the primal's; in a Vjp a seed for each floating result; the adjoint buffers of active memory in order.
/// Results: the primal's, then the adjoints of the active scalar parameters in order.</remarks>
internal static class ReverseMode
{
    private static readonly HashSet<Let> NoLoads = new(ByIdentity.Instance);

    public static Function Run(Function primal, ReverseKind kind, PlanPolicy policy = PlanPolicy.ByCount) => Run(new Module(primal, []), kind, policy).Root;

    /// <summary>The derivative of the root, with the functions that it calls: halves of split functions, and primals where no
    /// derivative flows.</summary>
    /// <param name="lanes">With as many seeds at once as a vector of these numbers has lanes. All that have an adjoint are of this type, or it is refused.</param>
    public static Module Run(Module module, ReverseKind kind, PlanPolicy policy = PlanPolicy.ByCount, ScalarType? lanes = null)
    {
        SplitModule split;
        try
        {
            split = SplitModule.Of(module, kind, lanes);
        }
        catch (SplitRefusal refusal) when (InlineCalls.MayRun(module, refusal.Function))
        {
            return Run(InlineCalls.Run(module, refusal.Function), kind, policy, lanes);
        }

        (Function derivative, HashSet<Let> taped) = Run(module.Root, kind, NoLoads, policy, split, lanes)!.Value;
        derivative = Run(module.Root, kind, taped, policy, split, lanes)?.Derivative ?? derivative;
        IReadOnlyList<Function> threaded = TapeThreading.Run(derivative, split.Functions);
        return new Module(threaded[0], [.. threaded.Skip(1), .. module.Helpers]).Reachable();
    }

    /// <param name="taped">The loads that are taped without a plan for memory: what the plan is to be made for.</param>
    /// <returns>The derivative, and the loads that are taped in it; null where there was something to plan for and no better way.</returns>
    private static (Function Derivative, HashSet<Let> Taped)? Run(Function primal, ReverseKind kind, HashSet<Let> taped, PlanPolicy policy, SplitModule split, ScalarType? lanes)
    {
        Activity activity = Activity.Of(primal, memoryIsOutput: kind == ReverseKind.Vjp);
        ValueNumbers numbers = ValueNumbers.After(primal);
        var reverse = new Builder(numbers);
        var shadows = new Shadows(activity, lanes);
        var adjoints = new Adjoints(activity, lanes);
        List<Value> parameters = [.. primal.Parameters];
        List<ParameterRole> roles = [.. primal.Roles];

        Value? result = primal.Results.FirstOrDefault(activity.IsActive);
        reverse.Origin = new Origin(-1, "", Sweep.Reverse);
        foreach (Value seeded in kind == ReverseKind.Vjp ? primal.Results.Where(static value => value.Type.IsFloating) : [])
        {
            Value seed = numbers.Create(adjoints.TypeOf(seeded), "seed");
            parameters.Add(seed);
            roles.Add(ParameterRole.Constant);
            adjoints.Add(reverse, seeded, seed);
        }

        AddBuffers(primal, kind, activity, shadows, reverse, parameters, roles);
        if (kind == ReverseKind.Gradient && result is not null) adjoints.Set(result, reverse.Number(adjoints.TypeOf(result), 1));

        Scopes scopes = Scopes.Of(primal);
        var plan = new MemoryPlan(activity.Memory, MemoryVersions.Of(primal, activity.Memory, scopes));
        MemoryPlanner.Fill(plan, primal, numbers, activity.Memory, scopes, taped, policy);
        if (plan.IsEmpty && !ReferenceEquals(taped, NoLoads)) return null;
        var placement = new TapePlacement(primal, numbers, scopes, plan);
        bool returns = !primal.Body.EndsInThrow;
        (Value Memory, Value Copy)[] outputs = Outputs(primal, plan, reverse).ToArray();
        if (returns) new ReverseStatements(activity, shadows, Ranges.Of(primal), scopes, placement, plan, split).Run(primal.Body, reverse, adjoints);

        reverse.Origin = new Origin(-1, "", Sweep.Reverse);
        IEnumerable<Value> gradients = primal.Parameters
            .Where((parameter, i) => primal.Roles[i] == ParameterRole.Active && parameter.Type.IsFloating)
            .Select(parameter => adjoints.OrZero(reverse, parameter))
            .ToArray();
        foreach ((Value written, Value copy) in outputs) reverse.Do(new Copy(copy, written));

        Block forward = placement.KeepingForward();
        IEnumerable<Let> lets = returns ? forward.Lets.Concat(reverse.Lets) : reverse.Lets.Concat(forward.Lets); // nothing may follow a throw
        var derivative = new Function(
            $"{primal.Name}{kind}",
            roles.ToEquatableArray(),
            new Block(parameters.ToEquatableArray(), lets.ToEquatableArray(), [.. primal.Results, .. gradients]));
        return (derivative, placement.TapedLoads);
    }

    /// <summary>What the user is to find in memory that the reverse sweep takes back to where it was.</summary>
    private static IEnumerable<(Value Memory, Value Copy)> Outputs(Function primal, MemoryPlan plan, Builder reverse)
    {
        for (int i = 0; i < primal.Parameters.Count; i++)
        {
            Value parameter = primal.Parameters[i];
            if (parameter.Type is not MemoryType { Form: not MemoryForm.ReadOnlySpan } type || primal.Roles[i] == ParameterRole.Scratch || !plan.Restored.Contains(parameter)) continue;
            Value elements = reverse.Elements(parameter), copy = reverse.Define(type with { Form = MemoryForm.Span }, new Alloc(reverse.Length(elements)), parameter.Name);
            reverse.Do(new Copy(elements, copy));
            yield return (elements, copy);
        }
    }

    /// <summary>The adjoint of memory: a parameter where the user gets it, else working memory of the sweep.</summary>
    private static void AddBuffers(
        Function primal, ReverseKind kind, Activity activity, Shadows shadows, Builder reverse, List<Value> parameters, List<ParameterRole> roles)
    {
        for (int i = 0; i < primal.Parameters.Count; i++)
        {
            Value parameter = primal.Parameters[i];
            if (parameter.Type is not MemoryType type || !type.Leaf.IsFloating) continue;
            bool isGiven = primal.Roles[i] == ParameterRole.Active || (kind == ReverseKind.Vjp && primal.Roles[i] == ParameterRole.Output);
            if (isGiven)
            {
                Value buffer = reverse.Numbers.Create(shadows.TypeFor(parameter), Adjoints.NameOf(parameter));
                parameters.Add(buffer);
                roles.Add(ParameterRole.Adjoint);
                shadows.Set(parameter, buffer);
                if (kind == ReverseKind.Gradient) Shadows.Clear(reverse, buffer);
            }
            else if (activity.IsActive(parameter))
            {
                Value? columns = type.Form == MemoryForm.Matrix ? reverse.Length(parameter, 1) : null;
                shadows.Set(parameter, shadows.Allocate(reverse, parameter, new Alloc(reverse.Length(parameter), columns)));
            }
        }
    }
}
