using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Innermost loops whose iterations may be computed side by side become loops over vectors. How far they go is found out in front of them: up to the last iteration all of
/// whose elements are there. The loop itself stays behind, for the rest, and throws where it would have thrown. The loops over vectors are functions of their own, since a compiler keeps
/// the variables of a long function in memory; in a short one they are inlined.</summary>
internal sealed class VectorLoops
{
    /// <summary>Up to this size, by <see cref="CodeSize"/>, a function is short.</summary>
    private const int Short = 300;

    private readonly ValueNumbers numbers;
    private readonly VectorPlanner planner;
    private readonly HashSet<string> taken;
    private readonly List<Function> loops = [];
    private readonly bool isShort;

    private VectorLoops(Function function, HashSet<string> taken) => (numbers, planner, this.taken, isShort) = (ValueNumbers.After(function), VectorPlanner.Of(function), taken, CodeSize.Of(function.Body) <= Short);

    public static Module Run(Module module)
    {
        HashSet<string> taken = [.. module.Helpers.Select(static helper => helper.Name), .. module.Functions.SelectMany(static function => function.Parameters).Select(static parameter => parameter.Name ?? "")];
        (Function root, List<Function> loops) = Run(module.Root, taken);
        List<Function> helpers = [];
        foreach (Function helper in module.Helpers)
        {
            (Function function, List<Function> own) = Run(helper, taken);
            helpers.Add(function);
            loops.AddRange(own);
        }

        return module with { Root = root, Helpers = [.. helpers, .. loops] };
    }

    private static (Function Function, List<Function> Loops) Run(Function function, HashSet<string> taken)
    {
        var pass = new VectorLoops(function, taken);
        return (function with { Body = pass.Visit(function.Body) }, pass.loops);
    }

    private Block Visit(Block block)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            if (let.Operation is For loop && planner.PlanOf(loop).Plan is { } plan) new VectorLoop(let, loop, plan, builder, Outlined, planner.ConstantOf).Append();
            else builder.Append(let with { Operation = Walk.Rewrite(let.Operation, static value => value, Visit) });
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }

    /// <summary>A call of a function with the block as its body.</summary>
    private Call Outlined(Block block)
    {
        EquatableArray<Value> free = Walk.FreeValues(block);
        Let[] constants = [.. free.Select(planner.ConstantAt).OfType<Let>()];
        EquatableArray<Value> parameters = free.Where(value => planner.ConstantAt(value) is null).ToEquatableArray();
        string name = Enumerable.Range(1, int.MaxValue).Select(static number => $"Loop{number}").First(taken.Add);
        loops.Add(new Function(name, parameters.Select(static _ => ParameterRole.Constant).ToEquatableArray(), new Block(parameters, [.. constants, .. block.Lets], block.Results), MayOverlap: true, IsInlined: isShort));
        return new Call(name, parameters);
    }
}
