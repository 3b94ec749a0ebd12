using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Fuzz.Programs;

/// <summary>The names that a statement of a random program may use. Those that a block adds end with it.</summary>
internal sealed class Scope
{
    /// <summary>Numbers to read.</summary>
    public List<string> Numbers { get; private init; } = [];

    /// <summary>Numbers to assign.</summary>
    public List<string> Assignable { get; private init; } = [];

    public List<string> Integers { get; private init; } = [];

    /// <summary>Integers that index every memory.</summary>
    public List<string> Indices { get; private init; } = [];

    /// <summary>Integers that the program may assign: no loop counts by them.</summary>
    public List<string> Counters { get; private init; } = [];

    /// <summary>Spans and arrays of numbers, all of one length.</summary>
    public List<string> Memory { get; private init; } = [];

    public List<string> Writable { get; private init; } = [];

    /// <summary>Memory of numbers of the other precision.</summary>
    public List<string> OtherMemory { get; private init; } = [];

    /// <summary>Memory that is an array.</summary>
    public List<string> Arrays { get; private init; } = [];

    /// <summary>Arrays that were made in one block, for each block that this one is in: they may be exchanged for one another.</summary>
    public List<List<string>> Exchangeable { get; private init; } = [[]];

    /// <summary>Square arrays of two dimensions.</summary>
    public List<string> Matrices { get; private init; } = [];

    /// <summary>As many arrays as each of them is long.</summary>
    public List<string> Jagged { get; private init; } = [];

    public List<string> Pairs { get; private init; } = [];

    /// <summary>Structs of which single fields may be assigned.</summary>
    public List<string> AssignablePairs { get; private init; } = [];

    public List<string> PairMemory { get; private init; } = [];

    public List<string> WritablePairMemory { get; private init; } = [];

    public List<string> Spots { get; private init; } = [];

    public List<string> Tuples { get; private init; } = [];

    /// <summary>Integers in memory, each of which is an index.</summary>
    public List<string> IndexMemory { get; private init; } = [];

    /// <summary>References to numbers, and spans of structs.</summary>
    public List<string> References { get; private init; } = [];

    /// <summary>Functions of two numbers.</summary>
    public List<string> Functions { get; private init; } = [];

    /// <summary>Inside so many loops nothing is called that calls itself.</summary>
    public const int DeepestCalls = 2;

    public int Loops { get; private init; }

    /// <summary>A break or continue would leave a loop, not a switch.</summary>
    public bool IsInLoop => Loops > 0;

    public Scope Inner(bool isLoop = false) => Inner(Loops + (isLoop ? 1 : 0));

    private Scope Inner(int loops) => new()
    {
        Loops = loops,
        Numbers = [.. Numbers],
        Assignable = [.. Assignable],
        Integers = [.. Integers],
        Indices = [.. Indices],
        Counters = [.. Counters],
        Memory = [.. Memory],
        Writable = [.. Writable],
        OtherMemory = [.. OtherMemory],
        Arrays = [.. Arrays],
        Exchangeable = [.. Exchangeable.Select(static arrays => new List<string>(arrays)), []],
        Matrices = [.. Matrices],
        Jagged = [.. Jagged],
        Pairs = [.. Pairs],
        AssignablePairs = [.. AssignablePairs],
        PairMemory = [.. PairMemory],
        WritablePairMemory = [.. WritablePairMemory],
        Spots = [.. Spots],
        Tuples = [.. Tuples],
        IndexMemory = [.. IndexMemory],
        References = [.. References],
        Functions = [.. Functions],
    };

    /// <summary>What a local function may use: neither spans nor references.</summary>
    public Scope Captured()
    {
        Scope inner = Inner(DeepestCalls);
        inner.Functions.Clear();
        inner.OtherMemory.Clear();
        inner.Numbers.RemoveAll(References.Contains);
        inner.Assignable.RemoveAll(References.Contains);
        inner.Memory.RemoveAll(memory => !Arrays.Contains(memory));
        inner.Writable.RemoveAll(memory => !Arrays.Contains(memory));
        inner.PairMemory.RemoveAll(References.Contains);
        inner.WritablePairMemory.RemoveAll(References.Contains);
        if (Arrays.Count > 0) return inner;
        foreach (List<string> memory in (List<string>[])[inner.Matrices, inner.Jagged, inner.IndexMemory, inner.PairMemory, inner.WritablePairMemory, inner.Indices]) memory.Clear();
        return inner;
    }

    public void AddNumber(string name)
    {
        Numbers.Add(name);
        Assignable.Add(name);
    }

    public void AddMemory(string name)
    {
        Memory.Add(name);
        Writable.Add(name);
    }

    public void AddArray(string name)
    {
        AddMemory(name);
        Arrays.Add(name);
        Exchangeable[^1].Add(name);
    }

    public void AddPair(string name)
    {
        Pairs.Add(name);
        AssignablePairs.Add(name);
    }
}
