using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>The reverse of a call: the forward sweep calls the one half of the split function, the reverse sweep the other.</summary>
internal sealed class ReverseCalls(Activity activity, Shadows shadows, TapePlacement placement, SplitModule split)
{
    public void Run(Let let, Call call, Builder reverse, Adjoints adjoints)
    {
        if (split.Of(let, activity) is not { } callee) return;
        placement.Replace(let, call with { Function = callee.ForwardName });

        List<Value> arguments = [.. callee.Kept.Select(i => call.Arguments[i])];
        IEnumerable<int> readOnly = Enumerable.Range(0, arguments.Count).Where(k => arguments[k].Type is MemoryType);
        EquatableArray<int> keptMemory = readOnly.ToEquatableArray();
        arguments.AddRange(Active(call, callee).Where(static argument => argument.Type is MemoryType or StackType).Select(shadows.Of));
        arguments.AddRange(let.Targets.Where((_, i) => callee.Pattern.Results[i]).Select(target => adjoints.Take(target) ?? adjoints.Zero(reverse, target)));

        Value[] scalars = Active(call, callee).Where(static argument => argument.Type is ScalarType).ToArray();
        EquatableArray<Value> contributions = scalars.Select(scalar => reverse.Numbers.Create(adjoints.TypeOf(scalar))).ToEquatableArray();
        reverse.DefineAll(contributions, new Call(callee.ReverseName, arguments.ToEquatableArray(), keptMemory));
        for (int i = 0; i < scalars.Length; i++) adjoints.Add(reverse, scalars[i], contributions[i], isNew: true);
    }

    private static IEnumerable<Value> Active(Call call, SplitFunction callee) => call.Arguments.Where((_, i) => callee.Pattern.Parameters[i]);
}
