using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>The functions that derivatives flow through, in split form: one for every <see cref="CallPattern"/> that is reached
/// from the root.</summary>
internal sealed class SplitModule
{
    private readonly Dictionary<CallPattern, SplitFunction> functions = [];
    private readonly List<SplitFunction> order = [];
    private readonly Module module;

    private SplitModule(Module module) => this.module = module;

    public IReadOnlyList<SplitFunction> Functions => order;

    public static SplitModule Of(Module module, ReverseKind kind, ScalarType? lanes = null)
    {
        var split = new SplitModule(module);
        Activity ofRoot = Activity.Of(module.Root, memoryIsOutput: kind == ReverseKind.Vjp);
        split.Find(module.Root, ofRoot);
        for (int i = 0; i < split.order.Count; i++) split.Find(split.order[i].Primal, split.order[i].Activity);
        LastingParameters.Find(split, module.Root, ofRoot);
        bool changed;
        do
        {
            changed = false;
            foreach (SplitFunction function in split.order) changed |= SplitReverse.Run(function, split, lanes);
        }
        while (changed);
        return split;
    }

    /// <summary>What a call goes to; null where no derivative flows through it.</summary>
    public SplitFunction? Of(Let call, Activity activity) => activity.Touches(call) ? functions[CallPattern.Of(call, activity)] : null;

    private string FreeName(Function primal, string half) => module.FreeName(primal.Name + half, order.SelectMany(static other => new[] { other.ForwardName, other.ReverseName }));

    private void Find(Function function, Activity activity)
    {
        foreach ((Let let, Call call) in Module.Calls(function).Where(call => activity.Touches(call.Let)))
        {
            CallPattern pattern = CallPattern.Of(let, activity);
            if (functions.ContainsKey(pattern)) continue;
            Function primal = module.Find(call.Function) ?? throw new InvalidOperationException($"There is no function {call.Function}.");
            functions[pattern] = new SplitFunction(pattern, primal, FreeName(primal, "Forward"), FreeName(primal, "Reverse"));
            order.Add(functions[pattern]);
        }
    }
}
