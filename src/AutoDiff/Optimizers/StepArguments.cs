using System.Numerics;

namespace AutoDiff.Optimization;

/// <summary>The number of a step, from 1; what the schedule says about it; and the rule's own numbers, for it to change.</summary>
internal sealed class StepInfo(double[] scalars)
{
    public long Step { get; set; }

    public double LearningRate { get; set; }

    public double[] Scalars => scalars;
}

/// <summary>One step on the elements of one block, or of several that follow each other.</summary>
/// <remarks>What is long stands elsewhere and is referred to: a copy right after it was written stalls the processor.</remarks>
internal readonly unsafe ref struct StepArguments<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BlockRun<T> _run;

    public StepArguments(BlockRun<T> run, ref readonly Elements<T> elements, ref readonly Conditions conditions, Workers workers, VectorNorm<T> norms)
    {
        _run = run;
        Elements = ref elements;
        Conditions = ref conditions;
        Workers = workers;
        Norms = norms;
    }

    public readonly ref readonly Elements<T> Elements;

    public readonly ref readonly Conditions Conditions;

    public Workers Workers { get; }

    public VectorNorm<T> Norms { get; }

    public ParameterBlock Block => _run.Block;

    public nint Length => _run.Length;

    public StepInfo Info => _run.Info;
}
