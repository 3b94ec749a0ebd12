using System.Collections.Generic;
using System.Runtime.CompilerServices;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>Where every value of a function is defined, and which block stands in which let. Blocks and lets are told
/// apart by identity here: two equal blocks in different places are different places.</summary>
internal sealed class Scopes
{
    private readonly Dictionary<Value, (Block Home, Let? Let)> definitions = [];
    private readonly Dictionary<Block, (Let Let, Block Parent)> parents = new(ByIdentity.Instance);

    public static Scopes Of(Function function)
    {
        var result = new Scopes();
        result.Visit(function.Body);
        return result;
    }

    /// <summary>The block that defines the value, as an argument or by a let.</summary>
    public Block? Home(Value value) => definitions.TryGetValue(value, out (Block Home, Let? Let) found) ? found.Home : null;

    /// <summary>The let that defines the value; null for the argument of a block.</summary>
    public Let? Definition(Value value) => definitions.TryGetValue(value, out (Block Home, Let? Let) found) ? found.Let : null;

    /// <summary>The let that a block is nested in, and the block which that let stands in; null for the body of the function.</summary>
    public (Let Let, Block Parent)? Parent(Block block) => parents.TryGetValue(block, out (Let Let, Block Parent) found) ? found : null;

    /// <summary>Registers a value that a pass has added.</summary>
    public void Add(Value value, Block home, Let? let) => definitions[value] = (home, let);

    private void Visit(Block block)
    {
        foreach (Value argument in block.Arguments) Add(argument, block, null);
        foreach (Let let in block.Lets)
        {
            foreach (Value target in let.Targets) Add(target, block, let);
            foreach (Block nested in Walk.Blocks(let.Operation))
            {
                parents[nested] = (let, block);
                Visit(nested);
            }
        }
    }
}

/// <summary>Compares objects by identity where their own equality is by value.</summary>
internal sealed class ByIdentity : IEqualityComparer<object>
{
    public static readonly ByIdentity Instance = new();

    bool IEqualityComparer<object>.Equals(object? x, object? y) => ReferenceEquals(x, y);

    int IEqualityComparer<object>.GetHashCode(object item) => RuntimeHelpers.GetHashCode(item);
}
