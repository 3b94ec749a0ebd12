using System;
using System.Linq;
using System.Numerics;
using AutoDiff.Storage;

namespace AutoDiff.Optimization;

/// <summary>Consecutive blocks under one rule, and the state that the rule keeps for them.</summary>
internal sealed unsafe class RuleGroup<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Stepper<T> _stepper;
    private readonly ParameterBuffer<T>[] _slots;
    private readonly long[] _steps;
    private readonly double[][] _scalars;
    private readonly bool[] _frozen;

    /// <param name="rule">What all the blocks follow.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="firstBlock">The position of the first of them in the layout of the optimizer.</param>
    /// <param name="offset">Where its elements begin there.</param>
    public RuleGroup(UpdateRule rule, ParameterLayout blocks, int firstBlock, nint offset)
    {
        (Rule, Blocks, FirstBlock, Offset) = (rule, blocks, firstBlock, offset);
        _stepper = rule.Bind<T>(blocks);
        _slots = [.. _stepper.Slots.Select(slot => BufferOf(slot, blocks))];
        _steps = new long[blocks.Count];
        _frozen = new bool[blocks.Count];
        _scalars = [.. blocks.Select(_ => _stepper.Scalars.Select(static scalar => scalar.Initial).ToArray())];
    }

    public UpdateRule Rule { get; }

    public ParameterLayout Blocks { get; }

    public int FirstBlock { get; }

    public nint Offset { get; }

    public ReadOnlySpan<bool> Frozen => _frozen;

    public void Freeze(int block, bool isFrozen) => _frozen[block] = isFrozen;

    /// <summary>A step of all blocks that are not frozen.</summary>
    public void Step(in GroupArguments<T> arguments)
    {
        int end;
        for (int first = 0; first < Blocks.Count; first = end)
        {
            end = first + 1;
            if (_frozen[first])
            {
                continue;
            }

            while (end < Blocks.Count && MayJoin(first, end, arguments.BlockScales))
            {
                end++;
            }

            Step(first, end, arguments);
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
            file.AddCount($"step/{name}", () => _steps[block], value => _steps[block] = value);
            for (int slot = 0; slot < _slots.Length; slot++)
            {
                file.AddTensor($"{_stepper.Slots[slot].Name}/{name}", _slots[slot], block);
            }

            for (int j = 0; j < _stepper.Scalars.Count; j++)
            {
                int scalar = j;
                file.AddNumber($"{_stepper.Scalars[scalar].Name}/{name}", () => _scalars[block][scalar], value => _scalars[block][scalar] = value);
            }
        }
    }

    public void Dispose()
    {
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

    // One pass serves blocks whose constants are the same.
    private bool MayJoin(int first, int next, ReadOnlySpan<double> blockScales) =>
        _stepper.SeesElementsAlone
        && !_frozen[next]
        && _steps[next] == _steps[first]
        && blockScales[FirstBlock + next] == blockScales[FirstBlock + first]
        && _scalars[next].AsSpan().SequenceEqual(_scalars[first]);

    private void Step(int first, int end, in GroupArguments<T> arguments)
    {
        nint offset = Blocks.OffsetOf(first), length = Blocks.OffsetOf(end - 1) + Blocks[end - 1].Length - offset;
        double rate = Rule.LearningRate.At(arguments.ScheduleStep) * arguments.LearningRateFactor;
        double scale = arguments.BlockScales[FirstBlock + first];
        _stepper.Step(new StepArguments<T>
        {
            Block = Blocks[first],
            Length = length,
            Parameters = arguments.Parameters + Offset + offset,
            Gradient = arguments.Gradient + Offset + offset,
            First = SlotAt(0, first),
            Second = SlotAt(1, first),
            Third = SlotAt(2, first),
            Info = new(_steps[first] + 1, rate, _scalars[first]),
            Conditions = new(
                Scale: Rule.Maximize ? -scale : scale,
                Limit: arguments.ClipValue,
                L2: Rule.L2,
                Keep: Rule.DecaysItself ? 1 : 1 - (rate * Rule.WeightDecay),
                Threshold: rate * Rule.L1),
            Workers = arguments.Workers,
            Norms = arguments.Norms,
        });

        for (int block = first; block < end; block++)
        {
            _steps[block]++;
            _scalars[first].CopyTo(_scalars[block], 0);
        }
    }

    private T* SlotAt(int slot, int block) => slot < _slots.Length ? _slots[slot].At(block) : null;
}

/// <summary>What a step is for all groups of an optimizer.</summary>
internal readonly unsafe ref struct GroupArguments<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public required T* Parameters { get; init; }

    public required T* Gradient { get; init; }

    /// <summary>How many steps were done, which is what schedules are functions of.</summary>
    public required long ScheduleStep { get; init; }

    public required double LearningRateFactor { get; init; }

    /// <summary>What the gradient of each block of the optimizer is multiplied by.</summary>
    public required ReadOnlySpan<double> BlockScales { get; init; }

    public required double ClipValue { get; init; }

    public required Workers Workers { get; init; }

    public required VectorNorm<T> Norms { get; init; }
}
