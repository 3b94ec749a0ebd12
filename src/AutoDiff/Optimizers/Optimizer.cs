using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace AutoDiff.Optimization;

/// <summary>Moves parameters along their gradients by a rule, such as <see cref="AdamW"/>, and keeps the state that the rule needs.</summary>
/// <example><code>
/// using var optimizer = new Optimizer&lt;double&gt;(w.Length, new Adam { LearningRate = 1e-2 });
/// Losses.LossGradient(w, x, y, dW);
/// optimizer.Step(w, dW);
/// </code></example>
/// <remarks>
/// A step is one pass over memory (rules that see a block as a whole make a few), allocates nothing, and gives the same bits on any number of threads. An optimizer is used by
/// one thread at a time. The memory of its state is native: dispose of it.
/// </remarks>
public sealed unsafe partial class Optimizer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RuleGroup<T>[] _groups;
    private readonly Workers _workers = new();
    private readonly VectorNorm<T> _norms;
    private readonly double[] _blockFactors;
    private readonly double[] _blockNorms;
    private ParameterBuffer<T>? _accumulated;
    private long _steps;
    private long _skippedSteps;
    private long _accumulations;

    /// <summary>One rule for all blocks.</summary>
    /// <exception cref="ArgumentException">The rule cannot do the shape of a block.</exception>
    public Optimizer(ParameterLayout layout, UpdateRule rule)
        : this(layout, _ => rule) => ArgumentNullException.ThrowIfNull(rule);

    /// <summary>A rule for each block: another algorithm, or the same <c>with</c> another learning rate or decay. A block without a rule stays as it is for ever.</summary>
    /// <exception cref="ArgumentException">A rule cannot do the shape of its block.</exception>
    public Optimizer(ParameterLayout layout, Func<ParameterBlock, UpdateRule?> ruleOf)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(ruleOf);
        Layout = layout;
        _norms = new(_workers);
        _groups = GroupsOf(layout, ruleOf);
        (_blockFactors, _blockNorms) = (new double[layout.Count], new double[layout.Count]);
    }

    /// <summary>The blocks of the parameters.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>What happens to gradients before the rule sees them.</summary>
    public GradientConditioning Conditioning { get; set => field = value ?? throw new ArgumentNullException(nameof(Conditioning)); } = new();

    /// <summary>What the learning rates of all rules are multiplied by, beside their schedules: for what depends on the loss, such as <see cref="ReduceOnPlateau"/>.</summary>
    public double LearningRateFactor { get; set => field = Require.NotNegative(value); } = 1;

    /// <summary>The learning rate that the next step has, of the first block that has a rule; 0 if none has. For display and logs.</summary>
    public double LearningRate => _groups is [var first, ..] ? first.Rule.LearningRate.At(_steps) * LearningRateFactor : 0;

    /// <summary>How many threads steps of half a million parameters or more are split over. The result does not depend on it.</summary>
    public int Threads
    {
        get => _workers.Threads;
        set => _workers.Threads = Require.AtLeast(1, value);
    }

    /// <summary>The steps done, without those skipped.</summary>
    public long Steps => _steps;

    /// <summary>The steps that were skipped because a gradient was not finite (<see cref="NonFiniteGradients.Skip"/>).</summary>
    public long SkippedSteps => _skippedSteps;

    /// <summary>Moves the parameters. If there are accumulated gradients, this one joins them and the mean is what counts.</summary>
    /// <returns>False if the step was skipped, because the gradient was not finite.</returns>
    /// <exception cref="ArgumentException">A buffer has another length than the layout, or the buffers share memory.</exception>
    /// <exception cref="ArithmeticException">The gradient is not finite, and that is to be thrown. Parameters and state are as they were; accumulated gradients are dropped.</exception>
    public bool Step(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        CheckLength(parameters.Length, nameof(parameters));
        CheckLength(gradient.Length, nameof(gradient));
        Guard.Disjoint<T, T>(gradient, parameters, nameof(gradient), nameof(parameters));
        fixed (T* to = parameters, from = gradient)
        {
            return Step(to, from);
        }
    }

    /// <inheritdoc cref="Step(Span{T}, ReadOnlySpan{T})"/>
    public bool Step(ParameterBuffer<T> parameters, ParameterBuffer<T> gradient)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradient);
        CheckLength(parameters.Length, nameof(parameters));
        CheckLength(gradient.Length, nameof(gradient));
        if (ReferenceEquals(parameters, gradient))
        {
            throw new ArgumentException("The gradient is the buffer of the parameters.", nameof(gradient));
        }

        bool isDone = Step(parameters.Pointer, gradient.Pointer);
        GC.KeepAlive(parameters);
        GC.KeepAlive(gradient);
        return isDone;
    }

    /// <summary>Adds the gradient of a part of the batch to those of the parts before. The next step takes their mean.</summary>
    /// <exception cref="ArgumentException">The gradient has another length than the layout.</exception>
    public void Accumulate(ReadOnlySpan<T> gradient)
    {
        CheckLength(gradient.Length, nameof(gradient));
        fixed (T* from = gradient)
        {
            Accumulate(from);
        }
    }

    /// <inheritdoc cref="Accumulate(ReadOnlySpan{T})"/>
    public void Accumulate(ParameterBuffer<T> gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        CheckLength(gradient.Length, nameof(gradient));
        Accumulate(gradient.Pointer);
        GC.KeepAlive(gradient);
    }

    /// <summary>Keeps a block as it is from now on, with its state, until it is unfrozen: for fine-tuning. Its gradient is not read.</summary>
    /// <exception cref="ArgumentException">There is no block of that name, or it has no rule.</exception>
    public void Freeze(string block) => Freeze(block, isFrozen: true);

    /// <summary>Lets a block follow its gradient again, from the state that it had.</summary>
    /// <exception cref="ArgumentException">There is no block of that name, or it has no rule.</exception>
    public void Unfreeze(string block) => Freeze(block, isFrozen: false);

    /// <summary>Writes the point at which the model is to be evaluated: for <see cref="ScheduleFreeAdamW"/> the average of its steps, for all else the parameters.</summary>
    /// <exception cref="ArgumentException">A buffer has another length than the layout, or the buffers share memory.</exception>
    public void CopyAverage(ReadOnlySpan<T> parameters, Span<T> destination)
    {
        CheckLength(parameters.Length, nameof(parameters));
        CheckLength(destination.Length, nameof(destination));
        Guard.Disjoint<T, T>(destination, parameters, nameof(destination), nameof(parameters));
        parameters.CopyTo(destination);
        fixed (T* copy = destination)
        {
            foreach (RuleGroup<T> group in _groups)
            {
                group.MoveToAverage(copy);
            }
        }
    }

    /// <summary>Frees the state.</summary>
    public void Dispose()
    {
        Array.ForEach(_groups, static group => group.Dispose());
        _accumulated?.Dispose();
    }

    private RuleGroup<T>[] GroupsOf(ParameterLayout layout, Func<ParameterBlock, UpdateRule?> ruleOf)
    {
        List<RuleGroup<T>> groups = [];
        UpdateRule?[] rules = new UpdateRule?[layout.Count];
        for (int i = 0; i < rules.Length; i++)
        {
            rules[i] = ruleOf(layout[i]);
            if (rules[i]?.Refuses(layout[i]) is { } reason)
            {
                throw new ArgumentException($"Block {layout[i]}: {reason}.", nameof(ruleOf));
            }
        }

        int end;
        for (int first = 0; first < rules.Length; first = end)
        {
            end = first + 1;
            while (end < rules.Length && Equals(rules[end], rules[first]))
            {
                end++;
            }

            if (rules[first] is { } rule)
            {
                ParameterBlock[] blocks = new ParameterBlock[end - first];
                for (int i = first; i < end; i++)
                {
                    blocks[i - first] = layout[i];
                }

                groups.Add(new RuleGroup<T>(rule, new(blocks), first, layout.OffsetOf(first), _workers, _norms));
            }
        }

        return [.. groups];
    }

    private bool Step(T* parameters, T* gradient)
    {
        if (_accumulations == 0)
        {
            return Step(parameters, gradient, Conditioning.Scale);
        }

        Accumulate(gradient);
        try
        {
            return Step(parameters, _accumulated!.Pointer, Conditioning.Scale / _accumulations);
        }
        finally
        {
            _accumulated!.Clear();
            _accumulations = 0;
        }
    }

    private bool Step(T* parameters, T* gradient, double scale)
    {
        ReadOnlySpan<double> blockFactors = [];
        if (Conditioning.NeedsNorms)
        {
            if (!SetFactors(gradient, scale))
            {
                _skippedSteps++;
                return false;
            }

            blockFactors = _blockFactors;
        }

        GroupArguments<T> arguments = new(parameters, gradient, _steps, LearningRateFactor, scale, blockFactors, Conditioning);
        foreach (RuleGroup<T> group in _groups)
        {
            group.Step(arguments);
        }

        _steps++;
        return true;
    }

    private void Freeze(string block, bool isFrozen)
    {
        int index = Layout.IndexOf(block);
        foreach (RuleGroup<T> group in _groups)
        {
            if (index >= group.FirstBlock && index < group.FirstBlock + group.Blocks.Count)
            {
                group.Freeze(index - group.FirstBlock, isFrozen);
                return;
            }
        }

        throw new ArgumentException($"Block '{block}' has no rule.", nameof(block));
    }

    private void CheckLength(nint length, string parameter)
    {
        if (length != Layout.Length)
        {
            Refuse(length, parameter);
        }
    }

    // Apart, so that the check is inlined.
    [DoesNotReturn]
    private void Refuse(nint length, string parameter) =>
        throw new ArgumentException($"'{parameter}' has length {length}, but length {Layout.Length} is expected.", parameter);
}
