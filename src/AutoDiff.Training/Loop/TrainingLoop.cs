using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Numerics;
using System.Threading;
using AutoDiff.Optimization;

namespace AutoDiff.Training;

/// <summary>Epochs of mini-batches, each a gradient and a step of the optimizer; with validation, early stopping, checkpoints, threads and progress where they are asked for.</summary>
/// <example><code>
/// var batches = new MiniBatches(split.Training, 64) { Seed = 1 };
/// using var training = new TrainingLoop&lt;float&gt;(parameters, optimizer, batches, (rows, w, dW, batch) =&gt;
///     Network.LossGradient(x.Gather(rows, buffer), w, dW))
/// {
///     Epochs = 10,
///     Validate = w =&gt; [new("accuracy", Accuracy(w.Elements))],
///     EarlyStopping = new() { Metric = "accuracy", Goal = Goal.Maximize, Patience = 3 },
///     Checkpoint = new("model.checkpoint"),
///     Progress = new ConsoleProgress(),
/// };
/// training.Resume();
/// TrainingResult result = training.Run();
/// </code></example>
/// <remarks>
/// <para>Without the options it is this loop, which may be written by hand as well:</para>
/// <code>
/// for (int epoch = 0; epoch &lt; epochs; epoch++)
/// {
///     foreach (ReadOnlySpan&lt;int&gt; rows in batches.Epoch(epoch))
///     {
///         Gradient(rows, parameters.Elements, gradient.Elements);
///         optimizer.Step(parameters, gradient);
///     }
/// }
/// </code>
/// <para>
/// The parameters after a training depend, to the last bit, on the data, the batches and their seed, the rules, <see cref="Accumulation"/> and <see cref="Shards"/>, and on
/// nothing else: not on <see cref="Threads"/>, and not on how often it was interrupted and resumed from a checkpoint, if the gradient keeps to its side
/// (<see cref="BatchGradient{T}"/>). A step allocates nothing.
/// </para>
/// <para>Not for use by several threads at once; what runs at once runs inside. The buffer of the parameters, the optimizer and the batches are the caller's, who disposes of them.</para>
/// </remarks>
public sealed partial class TrainingLoop<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterBuffer<T> _parameters;
    private readonly Optimizer<T> _optimizer;
    private readonly MiniBatches _batches;
    private readonly BatchGradient<T> _gradientOf;
    private StepGradient<T>? _gradient;
    private ParameterBuffer<T> _evaluated;
    private ParameterBuffer<T> _best;
    private TrainingState _state = new();
    private bool _isRunning;
    private bool _isFinished;

    /// <summary>A training of these parameters, from where they are.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="optimizer">What moves them. Schedules of learning rates count its steps.</param>
    /// <param name="batches">The rows of each step.</param>
    /// <param name="gradient">The mean loss of some rows, and its gradient.</param>
    /// <exception cref="ArgumentException">The optimizer has another layout than the parameters, or there is no batch.</exception>
    public TrainingLoop(ParameterBuffer<T> parameters, Optimizer<T> optimizer, MiniBatches batches, BatchGradient<T> gradient)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(gradient);
        if (optimizer.Layout.ToString() != parameters.Layout.ToString())
        {
            throw new ArgumentException($"The optimizer is for {optimizer.Layout}, but the parameters are {parameters.Layout}.", nameof(optimizer));
        }

        if (batches.Count == 0)
        {
            throw new ArgumentException($"There is no whole batch of {batches.BatchSize} in {batches.Rows.Length} rows, and the last one is left out.", nameof(batches));
        }

        (_parameters, _optimizer, _batches, _gradientOf) = (parameters, optimizer, batches, gradient);
        (_evaluated, _best) = (new(parameters.Layout), new(parameters.Layout));
    }

    /// <summary>How many epochs there are in all, those before a resumption included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int Epochs { get; init => field = AtLeast(0, value); } = 1;

    /// <summary>After how many steps in all the training ends, in the middle of an epoch if need be; null for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long? MaxSteps { get; init => field = value is { } steps ? AtLeast(0, steps) : null; }

    /// <summary>
    /// How many batches make a step, which takes the mean gradient of their rows: a large batch in less memory. The last step of an epoch has those that are left, and is
    /// smaller.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Accumulation { get; init => field = AtLeast(1, value); } = 1;

    /// <summary>
    /// Into how many parts each batch is split, as evenly as possible, whose gradients are computed at once, each in a buffer of its own, and added in their order. The bits
    /// of the result depend on this number, by rounding.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Shards { get; init => field = AtLeast(1, value); } = 1;

    /// <summary>How many threads compute the shards; there are never more than shards. No bit of the result depends on it.</summary>
    /// <remarks>Large matrix products inside a gradient have threads of their own (<see cref="Kernels.Threads"/>); both together are more than there are processors.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Threads { get; init => field = AtLeast(1, value); } = Environment.ProcessorCount;

    /// <summary>
    /// Called after each epoch with a copy of the parameters as they are to be used (of <see cref="ScheduleFreeAdamW"/> the average); returns what it has measured, under the
    /// same names each time.
    /// </summary>
    public Func<ParameterBuffer<T>, IReadOnlyList<Metric>>? Validate { get; init; }

    /// <summary>Ends the training when it stops to improve.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Reduces the learning rates when the loss stops to improve, by <see cref="Optimizer{T}.LearningRateFactor"/>.</summary>
    public ReduceOnPlateau? Plateau { get; init; }

    /// <summary>The metric of <see cref="Validate"/> that <see cref="Plateau"/> sees after each epoch, a loss, of which less is better; null for the mean loss of the training batches.</summary>
    public string? PlateauMetric { get; init; }

    /// <summary>Where and when checkpoints are saved.</summary>
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>Who looks on.</summary>
    public ITrainingProgress? Progress { get; init; }

    /// <summary>Called after each epoch. What it throws ends the training, between two epochs.</summary>
    public Action<EpochRecord>? OnEpoch { get; init; }

    /// <summary>The epochs so far.</summary>
    public IReadOnlyList<EpochRecord> History => _state.History;

    /// <summary>
    /// Trains to the end. Then the parameters are those to be used: of the best epoch with <see cref="EarlyStopping"/>, else of the last step (with
    /// <see cref="ScheduleFreeAdamW"/>, the average). If it is cancelled they stay as the last step left them, so that it can go on: by another call, or from the checkpoint
    /// that is saved then.
    /// </summary>
    /// <exception cref="InvalidOperationException">The training has ended already, or runs; or a metric that is needed is not measured.</exception>
    /// <exception cref="ArithmeticException">
    /// A loss is not finite, or the optimizer threw because the gradient is not (<see cref="NonFiniteGradients.Throw"/>); the message names epoch and step. Parameters and
    /// state are those before the step. With <see cref="NonFiniteGradients.Skip"/> such losses are left out of the mean loss instead, and the optimizer looks at the gradient.
    /// </exception>
    /// <exception cref="System.IO.IOException">A checkpoint cannot be saved. The one before is as it was, and the training can go on by another call.</exception>
    public TrainingResult Run(CancellationToken cancellation = default)
    {
        RequireReady();
        _isRunning = true;
        TrainingResult? result = null;
        try
        {
            Progress?.Start(new TrainingPlan(Epochs, _batches.Count, RowsOf(MaxSteps), RowsOf(_state.Steps)));
            _gradient ??= new StepGradient<T>(_parameters, _gradientOf, _batches, Shards, Accumulation > 1);
            using var crew = new Crew(int.Min(Threads, Shards));
            return result = Finish(Train(crew, cancellation));
        }
        finally
        {
            _isRunning = false;
            Progress?.Stop(result);
        }
    }

    /// <summary>Copies the parameters to be used: of the best epoch so far with <see cref="EarlyStopping"/>, else those of now, or their average. At any time.</summary>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void CopyBest(Span<T> destination)
    {
        if (_isFinished || EarlyStopping is null || _state.BestEpoch is null)
        {
            CopyCurrent(destination);
        }
        else if (destination.Length == _best.Length)
        {
            _best.Elements.CopyTo(destination);
        }
        else
        {
            throw new ArgumentException($"'{nameof(destination)}' has length {destination.Length}, but length {_best.Length} is expected.", nameof(destination));
        }
    }

    /// <summary>Frees the memory of gradients and copies. Not during a run.</summary>
    public void Dispose()
    {
        _gradient?.Dispose();
        _evaluated.Dispose();
        _best.Dispose();
    }

    /// <summary>How many rows so many steps go through, or all epochs.</summary>
    private long RowsOf(long? steps)
    {
        int whole = _batches.DropLast ? _batches.Count * _batches.BatchSize : _batches.Rows.Length, stepsOfEpoch = ((_batches.Count - 1) / Accumulation) + 1;
        (long epochs, long rest) = long.DivRem(long.Min(steps ?? long.MaxValue, (long)Epochs * stepsOfEpoch), stepsOfEpoch);
        return (epochs * whole) + long.Min(rest * Accumulation * _batches.BatchSize, whole);
    }

    private TrainingStatus Train(Crew crew, CancellationToken cancellation)
    {
        while (true)
        {
            if (StatusBefore() is { } status)
            {
                return status;
            }

            try
            {
                if (Go(crew, cancellation) is { } limit)
                {
                    SaveCheckpoint();
                    CloseEpoch(); // of what there is; the checkpoint can go on with the rest
                    Report();
                    return limit;
                }

                cancellation.ThrowIfCancellationRequested();
                CloseEpoch();
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                SaveCheckpoint();
                return TrainingStatus.Cancelled;
            }

            if (Checkpoint is { } checkpoint && (_state.Epoch % checkpoint.EveryEpochs == 0 || StatusBefore() is not null))
            {
                Save(checkpoint.Path);
            }

            Report();
        }
    }

    private void Report()
    {
        Progress?.Epoch(_state.History[^1]);
        OnEpoch?.Invoke(_state.History[^1]);
    }

    /// <summary>Why no epoch follows, if none does.</summary>
    private TrainingStatus? StatusBefore() =>
        EarlyStopping is { } stopping && _state.Stale >= stopping.Patience ? TrainingStatus.EarlyStopped
        : _state.Epoch >= Epochs ? TrainingStatus.Completed
        : _state.Batch == 0 && _state.Steps >= MaxSteps ? TrainingStatus.StepLimit
        : null;

    /// <summary>The steps of an epoch that are left.</summary>
    /// <returns>What ends the training before the end of the epoch.</returns>
    private TrainingStatus? Go(Crew crew, CancellationToken cancellation)
    {
        MiniBatches.Batches batches = _batches.Epoch(_state.Epoch);
        double secondsBefore = _state.Seconds;
        long start = Stopwatch.GetTimestamp();
        while (_state.Batch < batches.Count)
        {
            if (_state.Steps >= MaxSteps)
            {
                return TrainingStatus.StepLimit;
            }

            Step(crew, batches, cancellation);
            _state.Seconds = secondsBefore + Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (Checkpoint is { EverySteps: { } every } checkpoint && _state.Steps % every == 0)
            {
                Save(checkpoint.Path);
            }
        }

        return null;
    }

    private void Step(Crew crew, MiniBatches.Batches batches, CancellationToken cancellation)
    {
        int epoch = _state.Epoch + 1, end = (int)long.Min((long)_state.Batch + Accumulation, batches.Count);
        (double loss, int rows) = _gradient!.Compute(crew, batches, epoch, _state.Batch, end, cancellation);
        if (!double.IsFinite(loss) && _optimizer.Conditioning.NonFinite != NonFiniteGradients.Skip)
        {
            throw new ArithmeticException(FormattableString.Invariant($"The loss is {loss} in epoch {epoch}, step {_state.Steps + 1} (batch {_state.Batch + 1} of {batches.Count})."));
        }

        double rate = _optimizer.LearningRate;
        try
        {
            _optimizer.Step(_parameters, _gradient.Total);
        }
        catch (ArithmeticException reason)
        {
            throw new ArithmeticException($"Epoch {epoch}, step {_state.Steps + 1}: {reason.Message}", reason);
        }

        if (double.IsFinite(loss))
        {
            _state.LossSum += rows * loss;
            _state.LossRows += rows;
        }

        _state.Batch = end;
        _state.Steps++;
        _state.Rows += rows;
        _state.LearningRate = rate;
        Progress?.Step(new StepReport(epoch, end, _state.Steps, rows, loss, _state.MeanLoss, rate));
    }

    private void CloseEpoch()
    {
        CopyCurrent(_evaluated.Elements);
        IReadOnlyList<Metric> metrics = Validate is { } validate ? [.. validate(_evaluated)] : [];
        EpochRecord record = new(_state.Epoch + 1, _state.Steps, _state.MeanLoss, _state.LearningRate, _state.Seconds, metrics);
        double watched = ValueOf(record, EarlyStopping?.Metric), plateau = ValueOf(record, PlateauMetric);

        // From here on nothing fails: a state is that before an epoch's end, or that after.
        if (EarlyStopping?.IsBetter(watched, _state.BestValue) is true)
        {
            (_state.BestEpoch, _state.BestValue, _state.Stale) = (record.Epoch, watched, 0);
            (_best, _evaluated) = (_evaluated, _best);
        }
        else
        {
            _state.Stale++;
        }

        if (Plateau is { } rule)
        {
            _optimizer.LearningRateFactor = rule.Report(plateau);
        }

        _state.Close(record);
    }

    private TrainingResult Finish(TrainingStatus status)
    {
        if (status != TrainingStatus.Cancelled)
        {
            if (EarlyStopping is { RestoreBest: true } && _state.BestEpoch is not null)
            {
                _best.Elements.CopyTo(_parameters.Elements);
            }
            else
            {
                CopyCurrent(_evaluated.Elements);
                _evaluated.Elements.CopyTo(_parameters.Elements);
            }

            _isFinished = true;
        }

        int? last = _state.History is [.., var record] ? record.Epoch : null;
        return new TrainingResult(status, [.. _state.History], _state.Steps, EarlyStopping is null ? last : _state.BestEpoch);
    }

    // The parameters as they are to be evaluated. When all is done they are that themselves.
    private void CopyCurrent(Span<T> destination)
    {
        if (_isFinished && destination.Length == _parameters.Length)
        {
            _parameters.Elements.CopyTo(destination);
        }
        else
        {
            _optimizer.CopyAverage(_parameters.Elements, destination);
        }
    }

    private void RequireReady()
    {
        if (_isRunning)
        {
            throw new InvalidOperationException("The training runs already.");
        }

        if (_isFinished)
        {
            throw new InvalidOperationException("The training has ended, and the parameters are those to be used. To train further, resume its checkpoint.");
        }

        if (Validate is null && (EarlyStopping?.Metric ?? PlateauMetric) is { } metric)
        {
            throw new InvalidOperationException($"'{metric}' is a metric of {nameof(Validate)}, but there is none.");
        }
    }

    private static double ValueOf(EpochRecord record, string? metric)
    {
        try
        {
            return metric is null ? record.TrainingLoss : record[metric];
        }
        catch (ArgumentException unknown)
        {
            throw new InvalidOperationException($"{nameof(Validate)} does not measure '{metric}'.", unknown);
        }
    }

    private static TNumber AtLeast<TNumber>(TNumber least, TNumber value)
        where TNumber : INumber<TNumber> =>
        value >= least ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"The least is {least}.");
}
