using System;
using System.Collections.Generic;
using System.Numerics;

namespace AutoDiff.Optimization;

/// <summary>State that a rule keeps for each block: a tensor of the block's shape, or of one made from it.</summary>
internal sealed record StateSlot(string Name, double Initial = 0)
{
    public Func<ParameterBlock, IReadOnlyList<nint>> ShapeFor { get; init; } = static block => block.Shape;
}

/// <summary>A number that a rule keeps for each block, in double precision.</summary>
internal readonly record struct StateScalar(string Name, double Initial = 0);

/// <summary>The algorithm of a rule, with what it works with.</summary>
internal abstract class Stepper<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What is kept for each block, at most three tensors.</summary>
    public IReadOnlyList<StateSlot> Slots { get; init; } = [];

    /// <inheritdoc cref="StateScalar"/>
    public IReadOnlyList<StateScalar> Scalars { get; init; } = [];

    /// <summary>May blocks that follow each other be done as one?</summary>
    public abstract bool SeesElementsAlone { get; }

    public abstract void Step(in StepArguments<T> step);

    /// <summary>Moves a copy of the parameters to where they are good to evaluate, if that is not where their gradient is taken.</summary>
    public virtual unsafe void MoveToAverage(T* parameters, T* first, nint length)
    {
    }

    public virtual void Dispose()
    {
    }
}
