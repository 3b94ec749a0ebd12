using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Loops over vectors as functions of their own: a compiler keeps the variables of a long function in memory.</summary>
internal sealed class LoopFunctions(VectorPlanner planner, HashSet<string> taken, bool areInlined)
{
    private readonly List<Function> functions = [];

    public IReadOnlyList<Function> Functions => functions;

    /// <summary>A call of a function with the block as its body.</summary>
    public Call Outlined(Block block)
    {
        EquatableArray<Value> free = Walk.FreeValues(block);
        Let[] constants = [.. free.Select(planner.ConstantAt).OfType<Let>()];
        EquatableArray<Value> parameters = free.Where(value => planner.ConstantAt(value) is null).ToEquatableArray();
        string name = Enumerable.Range(1, int.MaxValue).Select(static number => $"Loop{number}").First(taken.Add);
        functions.Add(new Function(name, parameters.Select(static _ => ParameterRole.Constant).ToEquatableArray(), new Block(parameters, [.. constants, .. block.Lets], block.Results), MayOverlap: true, IsInlined: areInlined));
        return new Call(name, parameters);
    }

    /// <summary>The names that a module has given away.</summary>
    public static HashSet<string> NamesIn(Module module) =>
        [.. module.Helpers.Select(static helper => helper.Name), .. module.Functions.SelectMany(static function => function.Parameters).Select(static parameter => parameter.Name ?? "")];
}
