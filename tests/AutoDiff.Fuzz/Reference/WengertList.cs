using System.Collections.Generic;

namespace AutoDiff.Fuzz.Reference;

/// <summary>Every operation on numbers that move, in the order that they were computed: the operands, and the partial derivatives by them.</summary>
internal sealed class WengertList(Rounding rounding, NumberRange range)
{
    /// <summary>The entry of what does not move.</summary>
    public const int None = -1;

    private readonly List<Entry> entries = [];

    public int Add(int[] operands, Jet[] partials, bool isSingle)
    {
        entries.Add(new Entry(operands, partials, isSingle));
        return entries.Count - 1;
    }

    /// <summary>The adjoint of every entry. Its slope is what the adjoint does along the direction that the numbers move along: the Hessian times it.</summary>
    public Jet[] PullBack(IEnumerable<(int Entry, double Seed)> seeds)
    {
        var adjoints = new Jet[entries.Count];
        foreach ((int entry, double seed) in seeds)
        {
            if (entry != None) adjoints[entry] += seed;
        }

        for (int i = entries.Count - 1; i >= 0; i--)
        {
            ((int[] operands, Jet[] partials, bool isSingle), Jet adjoint) = (entries[i], adjoints[i]);
            if (adjoint == default) continue;
            for (int k = 0; k < operands.Length; k++)
            {
                if (operands[k] == None) continue;
                Jet part = adjoint.Times(partials[k]);
                range.Note(adjoint, part, isSingle);
                adjoints[operands[k]] = rounding.Of(adjoints[operands[k]] + rounding.Of(part, isSingle), isSingle);
            }
        }

        return adjoints;
    }

    private sealed record Entry(int[] Operands, Jet[] Partials, bool IsSingle);
}
