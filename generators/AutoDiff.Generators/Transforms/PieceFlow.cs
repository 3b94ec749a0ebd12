using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>A piece of a block and the values that it shares with the rest.</summary>
/// <param name="Lets">Without the constants, which everyone makes anew.</param>
/// <param name="Constants">The constants that it uses.</param>
/// <param name="Results">What it defines and is handed back.</param>
/// <param name="Stored">What it defines and leaves in a buffer.</param>
/// <param name="Loaded">What it uses and finds in a buffer.</param>
/// <param name="LoadedAround">What it leaves in a buffer for the lets around it, too.</param>
internal sealed record PieceUse(IReadOnlyList<Let> Lets, IReadOnlyCollection<Value> Constants, IReadOnlyList<Value> Results, HashSet<Value> Stored, HashSet<Value> Loaded, IReadOnlyList<Value> LoadedAround);

/// <summary>Which values go from which pieces of a block to which: few as results and arguments, many through memory.</summary>
internal sealed class PieceFlow
{
    /// <summary>A piece that takes more from others finds it in memory.</summary>
    private const int MostArguments = 16;

    /// <summary>A piece that hands over more leaves it in memory.</summary>
    private const int MostResults = 6;

    private readonly Block block;
    private readonly IReadOnlyDictionary<Value, Let> constants;
    private readonly Dictionary<Value, Piece> definedIn = [];

    /// <summary>What a piece uses of what it does not define itself.</summary>
    private readonly Dictionary<Piece, HashSet<Value>> uses = [];

    /// <summary>What is used outside of all pieces.</summary>
    private readonly HashSet<Value> usedAround = [];

    private readonly HashSet<Value> kept = [];
    private readonly Dictionary<Piece, List<Value>> handedOver = [];

    public PieceFlow(Block block, IReadOnlyList<Piece> pieces, IReadOnlyDictionary<Value, Let> constants)
    {
        this.block = block;
        this.constants = constants;
        int next = 0;
        foreach (Piece piece in pieces)
        {
            UseAround(next, piece.Start);
            Use(piece);
            next = piece.End;
        }

        UseAround(next, block.Lets.Count);
        foreach (Value result in block.Results) usedAround.Add(result);
        HashSet<Value> usedByOthers = [.. usedAround, .. uses.Values.SelectMany(static values => values)];
        foreach (Piece piece in pieces) handedOver[piece] = [.. Defined(piece).Where(usedByOthers.Contains)];
        foreach (Piece piece in pieces)
        {
            if (handedOver[piece].Count > MostResults) kept.UnionWith(handedOver[piece]);
            Value[] taken = [.. uses[piece].Where(definedIn.ContainsKey)];
            if (taken.Length > MostArguments) kept.UnionWith(taken);
        }
    }

    public PieceUse Of(Piece piece)
    {
        Value[] stored = [.. handedOver[piece].Where(kept.Contains)];
        return new PieceUse(
            [.. Lets(piece)],
            [.. uses[piece].Where(constants.ContainsKey)],
            [.. handedOver[piece].Where(value => !kept.Contains(value))],
            [.. stored],
            [.. uses[piece].Where(kept.Contains)],
            [.. stored.Where(usedAround.Contains)]);
    }

    private IEnumerable<Let> Lets(Piece piece) => Enumerable.Range(piece.Start, piece.End - piece.Start).Select(i => block.Lets[i]).Where(static let => let.Operation is not Constant);

    private IEnumerable<Value> Defined(Piece piece) => Lets(piece).SelectMany(static let => let.Targets);

    private void Use(Piece piece)
    {
        HashSet<Value> inside = [], used = [];
        foreach (Let let in Lets(piece))
        {
            foreach (Value target in let.Targets)
            {
                inside.Add(target);
                definedIn[target] = piece;
            }

            foreach (Block nested in Walk.Blocks(let.Operation)) Walk.Definitions(nested, value => inside.Add(value));
            Walk.Uses(let.Operation, value => used.Add(value));
        }

        used.ExceptWith(inside);
        uses[piece] = used;
    }

    private void UseAround(int start, int end)
    {
        for (int i = start; i < end; i++) Walk.Uses(block.Lets[i].Operation, value => usedAround.Add(value));
    }
}
