using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using AutoDiff.Storage;

namespace AutoDiff.Optimization;

/// <summary>Consecutive blocks under one rule, and the state that the rule keeps for them.</summary>
internal sealed unsafe class RuleGroup<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Stepper<T> _stepper;
    private readonly Workers _workers;
    private readonly VectorNorm<T> _norms;
    private readonly ParameterBuffer<T>[] _slots;
    private readonly long[] _steps;
    private readonly double[][] _scalars;
    private readonly bool[] _frozen;
    private readonly bool _decaysItself;
    private BlockRun<T>[]? _runs;
    private bool _areJoined;

    /// <param name="rule">What all the blocks follow.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="firstBlock">The position of the first of them in the layout of the optimizer.</param>
    /// <param name="offset">Where its elements begin there.</param>
    /// <param name="workers">The threads of the optimizer.</param>
    /// <param name="norms">The norms of the optimizer.</param>
    public RuleGroup(UpdateRule rule, ParameterLayout blocks, int firstBlock, nint offset, Workers workers, VectorNorm<T> norms)
    {
        (Rule, Blocks, FirstBlock, Offset, _workers, _norms) = (rule, blocks, firstBlock, offset, workers, norms);
        _stepper = rule.Bind<T>(blocks);
        _slots = [.. _stepper.Slots.Select(slot => BufferOf(slot, blocks))];
        _steps = new long[blocks.Count];
        _frozen = new bool[blocks.Count];
        _decaysItself = rule.DecaysItself;
        _scalars = [.. blocks.Select(_ => _stepper.Scalars.Select(static scalar => scalar.Initial).ToArray())];
    }

    public UpdateRule Rule { get; }

    public ParameterLayout Blocks { get; }

    public int FirstBlock { get; }

    public nint Offset { get; }

    public ReadOnlySpan<bool> Frozen => _frozen;

    public void Freeze(int block, bool isFrozen) => (_frozen[block], _runs) = (isFrozen, null);

    /// <summary>A step of all blocks that are not frozen.</summary>
    public void Step(in GroupArguments<T> arguments)
    {
        BlockRun<T>[] runs = _runs is { } known && _areJoined != arguments.ScalesDiffer ? known : FindRuns(mayJoin: !arguments.ScalesDiffer);
        double rate = Rule.LearningRate.At(arguments.ScheduleStep) * arguments.LearningRateFactor;
        double keep = _decaysItself ? 1 : 1 - (rate * Rule.WeightDecay);
        foreach (BlockRun<T> run in runs)
        {
            double scale = arguments.ScaleOf(FirstBlock + run.Range.Start);
            Elements<T> elements = new(arguments.Parameters + run.Offset, arguments.Gradient + run.Offset, run.First, run.Second, run.Third);
            Conditions conditions = new(Rule.Maximize ? -scale : scale, arguments.ClipValue, Rule.L2, keep, Threshold: rate * Rule.L1);
            run.Info.Step++;
            run.Info.LearningRate = rate;
            _stepper.Step(new StepArguments<T>(run, ref elements, ref conditions, _workers, _norms));
            KeepState(run);
        }
    }

    /// <summary>Moves a copy of the parameters to where they are good to evaluate.</summary>
    public void MoveToAverage(T* parameters)
    {
        for (int block = 0; block < Blocks.Count; block++)
        {
            if (_steps[block] > 0)
            {
                _stepper.MoveToAverage(parameters + Offset + Blocks.OffsetOf(block), SlotAt(0, block), Blocks[block].Length);
            }
        }
    }

    /// <summary>All that is to be saved.</summary>
    public void AddState(StateFile<T> file)
    {
        for (int i = 0; i < Blocks.Count; i++)
        {
            (int block, string name) = (i, Blocks[i].Name);
            file.AddCount($"step/{name}", () => _steps[block], value => (_steps[block], _runs) = (value, null));
            for (int slot = 0; slot < _slots.Length; slot++)
            {
                file.AddTensor($"{_stepper.Slots[slot].Name}/{name}", _slots[slot], block);
            }

            for (int j = 0; j < _stepper.Scalars.Count; j++)
            {
                int scalar = j;
                file.AddNumber($"{_stepper.Scalars[scalar].Name}/{name}", () => _scalars[block][scalar], value => (_scalars[block][scalar], _runs) = (value, null));
            }
        }
    }

    public void Dispose()
    {
        _runs = null; // it points into what is freed
        _stepper.Dispose();
        Array.ForEach(_slots, static slot => slot.Dispose());
    }

    private static ParameterBuffer<T> BufferOf(StateSlot slot, ParameterLayout blocks)
    {
        ParameterBuffer<T> buffer = new(new ParameterLayout([.. blocks.Select(block => new ParameterBlock(block.Name, [.. slot.ShapeFor(block)]))]));
        if (slot.Initial != 0)
        {
            buffer.Fill(T.CreateTruncating(slot.Initial));
        }

        return buffer;
    }

    private BlockRun<T>[] FindRuns(bool mayJoin)
    {
        List<BlockRun<T>> runs = [];
        int end;
        for (int first = 0; first < Blocks.Count; first = end)
        {
            end = first + 1;
            if (_frozen[first])
            {
                continue;
            }

            while (end < Blocks.Count && mayJoin && MayJoin(first, end))
            {
                end++;
            }

            runs.Add(RunOf(first, end));
        }

        _areJoined = mayJoin;
        return _runs = [.. runs];
    }

    private bool MayJoin(int first, int next) =>
        _stepper.SeesElementsAlone && !_frozen[next] && _steps[next] == _steps[first] && _scalars[next].AsSpan().SequenceEqual(_scalars[first]);

    private BlockRun<T> RunOf(int first, int end) => new()
    {
        Range = (first, end),
        Block = Blocks[first],
        Offset = Offset + Blocks.OffsetOf(first),
        Length = Blocks.OffsetOf(end - 1) + Blocks[end - 1].Length - Blocks.OffsetOf(first),
        First = SlotAt(0, first),
        Second = SlotAt(1, first),
        Third = SlotAt(2, first),
        Info = new([.. _scalars[first]]) { Step = _steps[first] },
    };

    private void KeepState(BlockRun<T> run)
    {
        for (int block = run.Range.Start; block < run.Range.End; block++)
        {
            _steps[block] = run.Info.Step;
            for (int i = 0; i < run.Info.Scalars.Length; i++)
            {
                _scalars[block][i] = run.Info.Scalars[i];
            }
        }
    }

    private T* SlotAt(int slot, int block) => slot < _slots.Length ? _slots[slot].At(block) : null;
}

/// <summary>What a step is for all groups of an optimizer.</summary>
/// <param name="parameters">The parameters of the optimizer.</param>
/// <param name="gradient">Their gradient.</param>
/// <param name="scheduleStep">How many steps were done, which is what schedules are functions of.</param>
/// <param name="learningRateFactor">What the learning rates of all rules are multiplied by.</param>
/// <param name="scale">What the gradient is multiplied by.</param>
/// <param name="blockFactors">And that of each block of the optimizer; empty for 1.</param>
/// <param name="conditioning">What else happens to it.</param>
internal readonly unsafe ref struct GroupArguments<T>(
    T* parameters, T* gradient, long scheduleStep, double learningRateFactor, double scale, ReadOnlySpan<double> blockFactors, GradientConditioning conditioning)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<double> _blockFactors = blockFactors;

    public T* Parameters => parameters;

    public T* Gradient => gradient;

    public long ScheduleStep => scheduleStep;

    public double LearningRateFactor => learningRateFactor;

    public double ClipValue => conditioning.ClipValue ?? double.PositiveInfinity;

    /// <summary>Are blocks clipped, each by its own norm?</summary>
    public bool ScalesDiffer => conditioning.ClipBlockNorm.HasValue;

    public double ScaleOf(int block) => _blockFactors.IsEmpty ? scale : scale * _blockFactors[block];
}
