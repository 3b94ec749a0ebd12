using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>A run of a block's lets, from one to before another.</summary>
internal readonly record struct Piece(int Start, int End);

/// <summary>Where a block is best cut into pieces that become functions: where few values live across, between the sweeps, and so that
/// no piece defines memory that others use.</summary>
internal sealed class BlockPieces
{
    private readonly Block block;
    private readonly int wanted;
    private readonly int[] sizes;
    private readonly int[] living;

    /// <summary>Where what a let defines is used for the last time, by the lets' positions; after them come the block's results.</summary>
    private readonly Dictionary<Value, (int Definition, int LastUse)> lives = [];

    private BlockPieces(Block block, int wanted)
    {
        this.block = block;
        this.wanted = wanted;
        sizes = [.. block.Lets.Select(CodeSize.Of)];
        FindLives();
        living = Living();
    }

    /// <summary>The pieces in order; what is in none of them stays, and so does what is so short that a call is no gain.</summary>
    /// <param name="block">What is too large.</param>
    /// <param name="wanted">How large a piece is to be: so that calls cost next to nothing, and all its variables may be in registers.</param>
    public static IReadOnlyList<Piece> Of(Block block, int wanted)
    {
        var cuts = new BlockPieces(block, wanted);
        return [.. cuts.Runs().SelectMany(cuts.Cut).SelectMany(cuts.WithoutEscapingMemory).Where(piece => cuts.Size(piece) > wanted / 8).OrderBy(static piece => piece.Start)];
    }

    private void FindLives()
    {
        for (int i = 0; i < block.Lets.Count; i++)
        {
            Walk.Uses(block.Lets[i].Operation, value => Use(value, i));
            foreach (Value target in block.Lets[i].Targets) lives[target] = (i, i);
        }

        foreach (Value result in block.Results) Use(result, block.Lets.Count);

        void Use(Value value, int position)
        {
            if (lives.TryGetValue(value, out (int Definition, int LastUse) life)) lives[value] = (life.Definition, position);
        }
    }

    /// <summary>For every position, how many values are used there or later of those that are defined earlier. Constants are made anew.</summary>
    private int[] Living()
    {
        var changes = new int[block.Lets.Count + 2];
        foreach ((int definition, int lastUse) in lives.Values.Where(life => block.Lets[life.Definition].Operation is not Constant))
        {
            changes[definition + 1]++;
            changes[lastUse + 1]--;
        }

        for (int i = 1; i < changes.Length; i++) changes[i] += changes[i - 1];
        return changes;
    }

    /// <summary>Between the lets that stay, and between sweeps.</summary>
    private IEnumerable<Piece> Runs()
    {
        int start = 0;
        for (int i = 0; i < block.Lets.Count; i++)
        {
            bool stays = Stays(block.Lets[i].Operation);
            if (!stays && (i == start || SweepOf(i) == SweepOf(i - 1))) continue;
            yield return new Piece(start, i);
            start = stays ? i + 1 : i;
        }

        yield return new Piece(start, block.Lets.Count);
    }

    private Sweep? SweepOf(int position) => block.Lets[position].Origin?.Sweep;

    /// <summary>What allocates, does so where its memory is freed.</summary>
    private static bool Stays(Operation operation) =>
        operation is Alloc or Stack or Throw || (operation is not Scope && Walk.Blocks(operation).Any(static nested => nested.Lets.Any(static let => let.Operation is not Throw && Stays(let.Operation))));

    private IEnumerable<Piece> Cut(Piece run)
    {
        int start = run.Start;
        while (start < run.End)
        {
            int end = start, size = 0, best = -1;
            while (end < run.End && (size < wanted * 3 / 2 || best < 0))
            {
                size += sizes[end++];
                if (size >= wanted / 2 && (best < 0 || living[end] <= living[best])) best = end;
            }

            bool isLast = end == run.End && size < wanted * 3 / 2;
            end = isLast || best < 0 ? run.End : best;
            yield return new Piece(start, end);
            start = end;
        }
    }

    /// <summary>Memory and objects are no results of functions.</summary>
    private IEnumerable<Piece> WithoutEscapingMemory(Piece piece)
    {
        int start = piece.Start, end = piece.End;
        for (int i = end - 1; i >= start; i--)
        {
            // What stays leaves the lets before it to a piece that ends there.
            if (!block.Lets[i].Targets.Any(target => target.Type is not ScalarType && lives[target].LastUse >= end)) continue;
            if (i + 1 < end) yield return new Piece(i + 1, end);
            end = i;
        }

        if (start < end) yield return new Piece(start, end);
    }

    private int Size(Piece piece)
    {
        int size = 0;
        for (int i = piece.Start; i < piece.End; i++) size += sizes[i];
        return size;
    }
}
