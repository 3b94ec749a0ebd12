using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>The computation of a <see cref="RunningUpdate"/> once more behind its loop: floating numbers are computed again,
/// integers and bools that an iteration defines are recorded by the loop.</summary>
/// <param name="builder">Where the computation goes.</param>
internal sealed class UpdateSlice(For loop, RunningUpdate update, MemoryObjects memory, Builder builder)
{
    private readonly HashSet<Value> inLoop = DefinedIn(loop.Body);
    private readonly Dictionary<Value, Let> definitions = Definitions(update.Visible(loop.Body));
    private readonly Value[] written = Writes.In(loop).ToArray();
    private readonly Dictionary<Value, Value> copies = [];
    private readonly List<Value> recorded = [];

    /// <summary>The values of an iteration that the loop has to record.</summary>
    public IReadOnlyList<Value> Recorded => recorded;

    /// <summary><c>winningI</c> for <c>i</c>.</summary>
    public static string NameOf(Value value) => value.Name is { Length: > 0 } name ? $"winning{char.ToUpperInvariant(name[0])}{name.Substring(1)}" : "winning";

    /// <summary>A recorded value as the loop leaves it.</summary>
    public Value Remembered(Value value) => copies[value];

    /// <summary>The value as it was in the iteration of the last update; null where it cannot be computed again.</summary>
    public Value? Copy(Value value)
    {
        if (!inLoop.Contains(value)) return value;
        if (copies.TryGetValue(value, out Value? known)) return known;
        definitions.TryGetValue(value, out Let? let);
        if (value.Type is ScalarType { IsFloating: false } && let?.Operation is not Constant)
        {
            recorded.Add(value);
            return copies[value] = builder.Numbers.Create(value.Type, NameOf(value));
        }

        if (let is null || !IsRepeatable(let.Operation)) return null;
        HashSet<Value> own = [];
        foreach (Block block in Walk.Blocks(let.Operation)) own.UnionWith(DefinedIn(block));
        List<Value> used = [];
        Walk.Uses(let.Operation, used.Add);
        foreach (Value operand in used.Where(operand => !own.Contains(operand)))
        {
            if (Copy(operand) is null) return null;
        }

        builder.Append(Copy(let));
        return copies[value];
    }

    private Let Copy(Let let)
    {
        Operation operation = Walk.Rewrite(let.Operation, Use, Copy) switch
        {
            Load load => load with { InRange = true },
            Slice slice => slice with { InRange = true },
            Row row => row with { InRange = true },
            var other => other,
        };
        return let with { Targets = let.Targets.Select(Define).ToEquatableArray(), Operation = operation };
    }

    private Block Copy(Block block)
    {
        EquatableArray<Value> arguments = block.Arguments.Select(Define).ToEquatableArray();
        EquatableArray<Let> lets = block.Lets.Select(Copy).ToEquatableArray();
        return new Block(arguments, lets, block.Results.Select(Use).ToEquatableArray());
    }

    private Value Define(Value value) => copies[value] = builder.Numbers.Create(value.Type, value.Name);

    private Value Use(Value value) => copies.TryGetValue(value, out Value? copy) ? copy : value;

    /// <summary>Nothing but arithmetic, and loads from memory that the loop does not write. It has succeeded once, so nothing throws.</summary>
    private bool IsRepeatable(Operation operation) => operation switch
    {
        Constant or Length or Slice or Row or Choose => true,
        Apply apply => !apply.Primitive.MayThrow(apply.Operands),
        Load load => !written.Any(other => memory.MayOverlap(other, load.Memory)),
        For or While or If => Walk.Blocks(operation).All(block => block.Lets.All(let => IsRepeatable(let.Operation))),
        _ => false,
    };

    private static HashSet<Value> DefinedIn(Block block)
    {
        HashSet<Value> defined = [];
        Walk.Definitions(block, value => defined.Add(value));
        return defined;
    }

    private static Dictionary<Value, Let> Definitions(IEnumerable<Let> lets)
    {
        Dictionary<Value, Let> definitions = [];
        foreach (Let let in lets)
        {
            foreach (Value target in let.Targets) definitions[target] = let;
        }

        return definitions;
    }
}
