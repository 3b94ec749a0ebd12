using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>A function in split form: one half is its forward sweep, which leaves what the other one, its reverse sweep, needs on
/// tapes that both are handed.</summary>
/// <remarks>Forward: the primal's parameters and results. Reverse: takes the <see cref="Kept"/> parameters of the primal, the shadows
/// of its active memory and the adjoints of its active results; yields the adjoints of its active scalars. Recursion is last in,
/// first out, so one set of tapes serves all depths.</remarks>
internal sealed class SplitFunction(CallPattern pattern, Function primal, string forwardName, string reverseName)
{
    public CallPattern Pattern { get; } = pattern;
    public Function Primal { get; } = primal;
    public Activity Activity { get; } = pattern.In(primal);
    public string ForwardName { get; } = forwardName;
    public string ReverseName { get; } = reverseName;

    /// <summary>The parameters that are memory which nobody writes between the two halves.</summary>
    public HashSet<Value> Lasting { get; } = [];

    /// <summary>The positions of the primal's parameters that the reverse half is handed, too.</summary>
    public SortedSet<int> Kept { get; } = [];

    public Function Forward { get; set; } = primal;
    public Function Reverse { get; set; } = primal;

    /// <summary>The tapes of its own, as both halves call them.</summary>
    public IReadOnlyList<Value> Stacks { get; set; } = [];

    public IEnumerable<Value> ActiveScalars => Active.Where(static parameter => parameter.Type is ScalarType);

    /// <summary>What has a shadow.</summary>
    public IEnumerable<Value> ActiveMemory => Active.Where(static parameter => parameter.Type is MemoryType or StackType);

    public IEnumerable<Value> ActiveResults => Primal.Results.Where((_, i) => Pattern.Results[i]);

    private IEnumerable<Value> Active => Primal.Parameters.Where((_, i) => Pattern.Parameters[i]);
}
