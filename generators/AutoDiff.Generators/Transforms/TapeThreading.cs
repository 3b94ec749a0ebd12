using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>Hands the tapes of split functions through all calls between the root, which creates them, and the halves that use
/// them. A tape is known by its function and its position among that function's tapes.</summary>
internal sealed class TapeThreading
{
    private readonly IReadOnlyList<SplitFunction> split;
    private readonly Dictionary<string, SortedSet<(int Function, int Position)>> needed = [];

    private TapeThreading(IReadOnlyList<SplitFunction> split) => this.split = split;

    /// <summary>The derivative of the root and both halves of all split functions.</summary>
    public static IReadOnlyList<Function> Run(Function root, IReadOnlyList<SplitFunction> split)
    {
        var pass = new TapeThreading(split);
        pass.FindNeeded();
        return [pass.Create(root), .. split.SelectMany((function, i) => new[] { pass.Hand(function.Forward, i), pass.Hand(function.Reverse, i) })];
    }

    /// <summary>A half needs the tapes of its function and those of all that it calls.</summary>
    private void FindNeeded()
    {
        for (int i = 0; i < split.Count; i++)
        {
            needed[split[i].ForwardName] = [.. split[i].Stacks.Select((_, k) => (i, k))];
            needed[split[i].ReverseName] = [.. needed[split[i].ForwardName]];
        }

        bool changed;
        do
        {
            changed = false;
            foreach (Function half in split.SelectMany(static function => new[] { function.Forward, function.Reverse }))
            {
                SortedSet<(int, int)> own = needed[half.Name];
                int before = own.Count;
                own.UnionWith(NeededByCalls(half));
                changed |= own.Count > before;
            }
        }
        while (changed);
    }

    private Function Hand(Function half, int owner)
    {
        // The half's own tapes are used in it, but it is here that they become its parameters: no other may get their numbers.
        EquatableArray<Value> withTapes = [.. half.Parameters, .. split[owner].Stacks];
        ValueNumbers numbers = ValueNumbers.After(half with { Body = half.Body with { Arguments = withTapes } });
        Dictionary<(int, int), Value> tapes = needed[half.Name].ToDictionary(static tape => tape, tape => tape.Function == owner ? split[owner].Stacks[tape.Position] : Like(tape, numbers));
        Block body = Passing(half.Body, tapes);
        return half with
        {
            Roles = [.. half.Roles, .. tapes.Select(static _ => ParameterRole.Constant)],
            Body = body with { Arguments = [.. body.Arguments, .. needed[half.Name].Select(tape => tapes[tape])] },
        };
    }

    private Function Create(Function root)
    {
        ValueNumbers numbers = ValueNumbers.After(root);
        var stacks = new Builder(numbers) { Origin = new Origin(-1, "", Sweep.Forward) };
        Dictionary<(int, int), Value> tapes = new SortedSet<(int Function, int Position)>(NeededByCalls(root))
            .ToDictionary(static tape => tape, tape => stacks.Define(split[tape.Function].Stacks[tape.Position].Type, new Stack(), split[tape.Function].Stacks[tape.Position].Name));
        Block body = Passing(root.Body, tapes);
        return root with { Body = body with { Lets = [.. stacks.Lets, .. body.Lets] } };
    }

    private Value Like((int Function, int Position) tape, ValueNumbers numbers)
    {
        Value stack = split[tape.Function].Stacks[tape.Position];
        return numbers.Create(stack.Type, stack.Name);
    }

    private IEnumerable<(int, int)> NeededByCalls(Function function) => Module.Calls(function).SelectMany(call => NeededBy(call.Call)).ToArray();

    private IEnumerable<(int Function, int Position)> NeededBy(Call call) => needed.TryGetValue(call.Function, out SortedSet<(int, int)>? tapes) ? tapes : [];

    private Block Passing(Block block, Dictionary<(int, int), Value> tapes) => Walk.Replace(block, let => let.Operation is Call call
        ? let with { Operation = call with { Arguments = [.. call.Arguments, .. NeededBy(call).Select(tape => tapes[tape])] } }
        : let);
}
