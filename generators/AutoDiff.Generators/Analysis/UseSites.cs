using System.Collections.Generic;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>Where a value is used: by a let of a block, or, where there is none, as a result of the block.</summary>
internal sealed record UseSite(Block Block, Let? Let, int Position);

/// <summary>All uses of the values of a function.</summary>
internal sealed class UseSites
{
    private readonly Dictionary<Value, List<UseSite>> sites = [];

    public static UseSites Of(Function function) => Analyses<UseSites>.Of(function, Create);

    private static UseSites Create(Function function)
    {
        var result = new UseSites();
        result.Visit(function.Body);
        return result;
    }

    public IReadOnlyList<UseSite> this[Value value] => sites.TryGetValue(value, out List<UseSite>? found) ? found : [];

    private void Visit(Block block)
    {
        foreach (Let let in block.Lets)
        {
            int position = 0;
            foreach (Value operand in Walk.Operands(let.Operation)) Add(operand, new(block, let, position++));
            foreach (Block nested in Walk.Blocks(let.Operation)) Visit(nested);
        }

        for (int i = 0; i < block.Results.Count; i++) Add(block.Results[i], new(block, null, i));
    }

    private void Add(Value value, UseSite site)
    {
        if (!sites.TryGetValue(value, out List<UseSite>? found)) sites[value] = found = [];
        found.Add(site);
    }
}
