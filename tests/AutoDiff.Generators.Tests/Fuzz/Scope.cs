using System.Collections.Generic;

namespace AutoDiff.Generators.Tests.Fuzz;

/// <summary>The names that a statement of a random program may use. Those that a block adds end with it.</summary>
internal sealed class Scope
{
    /// <summary>Numbers to read, and to assign unless they are constant.</summary>
    public List<string> Numbers { get; } = [];

    public List<string> Assignable { get; } = [];

    public List<string> Integers { get; } = [];

    /// <summary>Integers that index every memory.</summary>
    public List<string> Indices { get; } = [];

    /// <summary>Integers that the program may assign: no loop counts by them.</summary>
    public List<string> Counters { get; } = [];

    public List<string> Memory { get; } = [];

    public List<string> Writable { get; } = [];

    public int Loops { get; init; }

    /// <summary>A break or continue would leave a loop, not a switch.</summary>
    public bool IsInLoop => Loops > 0;

    public Scope Inner(bool isLoop = false)
    {
        var inner = new Scope { Loops = Loops + (isLoop ? 1 : 0) };
        inner.Numbers.AddRange(Numbers);
        inner.Assignable.AddRange(Assignable);
        inner.Integers.AddRange(Integers);
        inner.Indices.AddRange(Indices);
        inner.Counters.AddRange(Counters);
        inner.Memory.AddRange(Memory);
        inner.Writable.AddRange(Writable);
        return inner;
    }
}
