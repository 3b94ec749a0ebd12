using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>Cuts functions that are too large for a compiler to optimise into pieces, functions of their own that are called one after the
/// other. What loops and branches hold is cut only where it is too large for one piece.</summary>
internal sealed class Outlining
{
    private readonly Function function;
    private readonly bool isRoot;
    private readonly int largest;
    private readonly ValueNumbers numbers;
    private readonly HashSet<string> taken;
    private readonly KeptValues kept;
    private readonly Dictionary<Value, ParameterRole> roles = [];
    private readonly Dictionary<Value, Let> constants = [];

    /// <summary>Memory of which no two share an element.</summary>
    private readonly HashSet<Value> objects = [];
    private readonly List<Function> pieces = [];

    /// <summary>How many pieces there are of each sweep.</summary>
    private readonly Dictionary<string, int> counts = [];

    private Outlining(Function function, bool isRoot, int largest, HashSet<string> taken)
    {
        this.function = function;
        this.isRoot = isRoot;
        this.largest = largest;
        this.taken = taken;
        numbers = ValueNumbers.After(function);
        kept = new KeptValues(numbers);
        for (int i = 0; i < function.Parameters.Count; i++) roles[function.Parameters[i]] = function.Roles[i];
        if (!function.MayOverlap) objects.UnionWith(function.Parameters);
        foreach (Let let in Walk.Lets(function.Body))
        {
            if (let.Operation is Constant) constants[let.Target] = let;
            if (let.Operation is Alloc) objects.Add(let.Target);
        }
    }

    /// <param name="module">The functions that are emitted as methods.</param>
    /// <param name="largest">How large a method may be.</param>
    public static Module Run(Module module, int largest = CodeSize.Largest)
    {
        HashSet<string> taken = [.. module.Helpers.Select(static helper => helper.Name), .. module.Root.Parameters.Select(static parameter => parameter.Name ?? "")];
        (Function root, IEnumerable<Function> ofRoot) = Run(module.Root, true, largest, taken);
        List<Function> helpers = [.. ofRoot];
        foreach (Function helper in module.Helpers)
        {
            (Function smaller, IEnumerable<Function> pieces) = Run(helper, false, largest, taken);
            helpers.Add(smaller);
            helpers.AddRange(pieces);
        }

        return new Module(root, helpers.ToEquatableArray());
    }

    private static (Function Function, IEnumerable<Function> Pieces) Run(Function function, bool isRoot, int largest, HashSet<string> taken)
    {
        if (CodeSize.Of(function.Body) <= largest) return (function, []);
        var pass = new Outlining(function, isRoot, largest, taken);
        Block body = pass.Shrink(function.Body, largest);
        return (function with { Body = pass.kept.Allocate(body, isRoot) }, pass.pieces);
    }

    /// <summary>The block with calls of pieces in the place of most of its lets; calls of many pieces are cut into pieces in turn.</summary>
    private Block Shrink(Block block, int limit)
    {
        Block smaller = block with { Lets = block.Lets.Select(ShrinkNested).ToEquatableArray() };
        for (int size = CodeSize.Of(smaller), before = int.MaxValue; size > limit && size < before; before = size, size = CodeSize.Of(smaller)) smaller = Cut(smaller);
        return smaller;
    }

    /// <summary>What is nested may take half a method, so that half of it remains for what is around.</summary>
    private Let ShrinkNested(Let let) =>
        CodeSize.Of(let) > largest / 2 ? let with { Operation = Walk.Rewrite(let.Operation, static value => value, nested => Shrink(nested, largest / 2)) } : let;

    private Block Cut(Block block)
    {
        IReadOnlyList<Piece> cut = BlockPieces.Of(block, largest / 5);
        var flow = new PieceFlow(block, cut, constants);
        List<Let> lets = [];
        int next = 0;
        foreach (Piece piece in cut)
        {
            lets.AddRange(Between(next, piece.Start));
            lets.AddRange(Between(piece.Start, piece.End).Where(static let => let.Operation is Constant)); // for whoever else uses them
            lets.AddRange(Outline(flow.Of(piece)));
            next = piece.End;
        }

        lets.AddRange(Between(next, block.Lets.Count));
        return block with { Lets = lets.ToEquatableArray() };

        IEnumerable<Let> Between(int start, int end) => Enumerable.Range(start, end - start).Select(i => block.Lets[i]);
    }

    /// <summary>Makes a piece a function; what stands in its place.</summary>
    private IEnumerable<Let> Outline(PieceUse use)
    {
        Sweep sweep = use.Lets[0].Origin?.Sweep ?? Sweep.Primal;
        var body = new Builder(numbers) { Origin = new Origin(-1, "", sweep) };
        foreach (Value constant in use.Constants) body.Append(constants[constant]);
        HashSet<Value> loaded = [];
        foreach (Let let in use.Lets)
        {
            Walk.Uses(let.Operation, value =>
            {
                if (use.Loaded.Contains(value) && loaded.Add(value)) kept.Load(body, value);
            });
            body.Append(let);
            foreach (Value target in let.Targets.Where(use.Stored.Contains)) kept.Store(body, target);
        }

        Block block = body.ToBlock([], use.Results.ToEquatableArray());
        EquatableArray<Value> parameters = Walk.FreeValues(block);
        bool mayOverlap = parameters.Any(parameter => parameter.Type is MemoryType && !objects.Contains(parameter) && !kept.IsBuffer(parameter));
        string name = NameOf(sweep);
        pieces.Add(new Function(name, parameters.Select(RoleOf).ToEquatableArray(), block with { Arguments = parameters }, mayOverlap, "a piece of what would be too large to be optimised as a whole"));

        var around = new Builder(numbers) { Origin = body.Origin };
        around.Append(new Let(use.Results.ToEquatableArray(), new Call(name, parameters), body.Origin));
        foreach (Value value in use.LoadedAround) kept.Load(around, value);
        return around.Lets;
    }

    private ParameterRole RoleOf(Value value) => roles.TryGetValue(value, out ParameterRole role) ? role : ParameterRole.Constant;

    private string NameOf(Sweep sweep)
    {
        string root = $"{(isRoot ? "" : function.Name)}{(sweep == Sweep.Primal ? "" : sweep)}Piece";
        string name;
        do
        {
            counts[root] = counts.TryGetValue(root, out int count) ? count + 1 : 1;
            name = $"{root}{counts[root]}";
        }
        while (!taken.Add(name));
        return name;
    }
}
