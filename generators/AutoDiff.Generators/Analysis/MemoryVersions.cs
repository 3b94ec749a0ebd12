using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>Whether what a statement reads from memory is still there when the function has run to its end: the memory itself,
/// and unchanged since. Of lets that a pass has added nothing is known.</summary>
internal sealed class MemoryVersions
{
    private readonly Function function;
    private readonly MemoryObjects memory;
    private readonly Scopes scopes;
    private readonly ICollection<Value>? lasting;
    private readonly List<(Value Memory, List<Step> Path)> writes = [];
    private readonly Dictionary<Let, List<Step>> paths = new(ByIdentity.Instance);

    /// <summary>A let on the way from the function to a statement: its position in its block, and whether it is a loop.</summary>
    private readonly record struct Step(Block Block, int Position, bool IsLoop);

    private MemoryVersions(Function function, MemoryObjects memory, Scopes scopes, ICollection<Value>? lasting) =>
        (this.function, this.memory, this.scopes, this.lasting) = (function, memory, scopes, lasting);

    /// <param name="lasting">Where the question is what is there when others have run after the function: the memory that is.</param>
    public static MemoryVersions Of(Function function, MemoryObjects memory, Scopes scopes, ICollection<Value>? lasting = null)
    {
        var result = new MemoryVersions(function, memory, scopes, lasting);
        result.Visit(function.Body, []);
        return result;
    }

    /// <summary>The memory, or what it is a part of, is named at the level of the function, so that it lasts as long as that runs.</summary>
    public bool IsLasting(Value part) => (lasting is null ? ReferenceEquals(scopes.Home(part), function.Body) : lasting.Contains(part)) || scopes.Definition(part)?.Operation switch
    {
        Slice slice => IsLasting(slice.Memory),
        Row row => IsLasting(row.Memory),
        Choose choose => IsLasting(choose.First) && IsLasting(choose.Second),
        _ => false,
    };

    /// <summary>Nothing writes the memory after the let, which reads it or writes it itself.</summary>
    public bool IsFinal(Let let, Value read)
    {
        if (!paths.TryGetValue(let, out List<Step>? path)) return false;
        return writes.All(write => !memory.MayOverlap(write.Memory, read) || !MayRunAfter(write.Path, path));
    }

    /// <summary>The one may run when the other has run.</summary>
    public bool MayRunAfter(Let later, Let earlier) => !paths.TryGetValue(later, out List<Step>? one) || !paths.TryGetValue(earlier, out List<Step>? other) || MayRunAfter(one, other);

    /// <summary>Nothing writes the memory between the let and the end of the block that it stands in; where that is the
    /// condition of a loop, nor in the body, which is reversed together with it.</summary>
    public bool IsLastInBlock(Let let, Value read)
    {
        if (!paths.TryGetValue(let, out List<Step>? path)) return false;
        Step own = path[path.Count - 1];
        return writes.All(write => !memory.MayOverlap(write.Memory, read)
            || write.Path.Count < path.Count
            || (write.Path[path.Count - 1] is var step && (ReferenceEquals(step.Block, own.Block) ? step.Position <= own.Position : !IsBodyOf(step.Block, own.Block))));
    }

    private bool IsBodyOf(Block body, Block condition) => scopes.Parent(condition) is { Let.Operation: While loop } && ReferenceEquals(loop.Condition, condition) && ReferenceEquals(loop.Body, body);

    private void Visit(Block block, IReadOnlyList<Step> outer)
    {
        for (int i = 0; i < block.Lets.Count; i++)
        {
            Let let = block.Lets[i];
            List<Step> path = [.. outer, new Step(block, i, let.Operation is For or While)];
            paths[let] = path;
            foreach (Value written in Writes.Of(let.Operation)) writes.Add((written, path));
            foreach (Block nested in Walk.Blocks(let.Operation)) Visit(nested, path);
        }
    }

    /// <summary>It comes later in the block that both stand in, or in a later iteration of a loop around both. One of two branches never runs after the other.</summary>
    private static bool MayRunAfter(List<Step> later, List<Step> earlier)
    {
        for (int depth = 0; depth < later.Count && depth < earlier.Count; depth++)
        {
            Step here = later[depth], there = earlier[depth];
            if (!ReferenceEquals(here.Block, there.Block)) return false;
            if (here.Position != there.Position) return here.Position > there.Position;
            if (here.IsLoop) return true;
        }

        return false;
    }
}
