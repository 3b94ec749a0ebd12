using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AutoDiff.Optimization;
using AutoDiff.Storage;

namespace AutoDiff.Training;

// What a training needs to go on as if it had never stopped.
public sealed partial class TrainingLoop<T>
{
    private const string ParametersPrefix = "parameters/", OptimizerPrefix = "optimizer/", BestPrefix = "best/", StateName = "training/state";

    // A history of a million epochs; more is not believed.
    private const int LongestState = 1 << 28;

    /// <summary>
    /// Saves all that is needed to go on, as one safetensors file: the parameters, the best ones, the state of the optimizer, the place in the epoch, and the history. It may
    /// be called between runs, and within one by <see cref="OnEpoch"/>, <see cref="Validate"/> and <see cref="Progress"/>.
    /// </summary>
    /// <remarks>
    /// The path holds the old file until the new one is complete and on the disk, even if the process is killed. Python's safetensors reads the file; the parameters have
    /// names that begin with <c>parameters/</c>. Rules, schedules and the data are not in it.
    /// </remarks>
    /// <exception cref="IOException">The file cannot be written. The old one is as it was.</exception>
    /// <exception cref="InvalidOperationException">The training has ended, so that the parameters are no longer those of its last step.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (_isFinished)
        {
            throw new InvalidOperationException("The training has ended, and the parameters are those to be used: save them. Its checkpoint was saved before.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        SafetensorsWriter file = new() { HasDigest = true };
        _parameters.AddTo(file, ParametersPrefix);
        _optimizer.AddTo(file, OptimizerPrefix);
        if (_state.BestEpoch is not null)
        {
            _best.AddTo(file, BestPrefix);
        }

        byte[] state = new CheckpointContent(CheckpointContent.CurrentVersion, Fingerprint(), _state, Plateau?.State).ToBytes();
        file.Add<byte>(StateName, [state.Length], state);
        file.Save(path);
    }

    /// <summary>Goes back, or on, to where a training was when it was saved. What follows is the same to the last bit, with any number of threads.</summary>
    /// <remarks>
    /// The options that the result depends on must be those of the training that was saved, and are compared: layout, rows, batches, seed, accumulation, shards, early stopping.
    /// So must be rules, schedules, data and gradient, which are not. <see cref="Epochs"/>, <see cref="MaxSteps"/> and the patience may be others: to train longer, for example.
    /// </remarks>
    /// <exception cref="InvalidDataException">The file is damaged, not a checkpoint, or that of another training; the message says which. Nothing has changed.</exception>
    /// <exception cref="IOException">The file cannot be read. Nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The training runs, or has ended.</exception>
    public void Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (_isRunning || _isFinished)
        {
            throw new InvalidOperationException($"The training {(_isRunning ? "runs" : "has ended")}: load into another one.");
        }

        try
        {
            using SafetensorsFile file = SafetensorsFile.Open(path);
            Load(file);
        }
        catch (InvalidDataException reason)
        {
            throw new InvalidDataException($"Checkpoint {path} is of no use here: {reason.Message}", reason);
        }
    }

    /// <summary>Loads the file of <see cref="Checkpoint"/>, if there is one.</summary>
    /// <returns>False if there is none.</returns>
    /// <inheritdoc cref="Load(string)" path="/exception"/>
    public bool Resume()
    {
        if (Checkpoint is not { Path: var path })
        {
            throw new InvalidOperationException($"The training has no {nameof(Checkpoint)}.");
        }

        if (!File.Exists(path))
        {
            return false;
        }

        Load(path);
        return true;
    }

    private void Load(SafetensorsFile file)
    {
        CheckpointContent content = ContentOf(file);
        content.RequireSame(Fingerprint());
        content.RequirePossible(_batches, Accumulation);
        bool hasBest = content.State.BestEpoch is not null;
        string[] prefixes = [ParametersPrefix, OptimizerPrefix, StateName, .. hasBest ? [BestPrefix] : Array.Empty<string>()];
        if (file.Tensors.Keys.FirstOrDefault(name => !prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))) is { } unknown)
        {
            throw new InvalidDataException($"it has a tensor '{unknown}', which does not belong there.");
        }

        // What is read stays apart until all of it is there. The optimizer is the last that may fail, and sets all of its state or nothing.
        using ParameterBuffer<T> parameters = new(_parameters.Layout);
        parameters.Load(file, ParametersPrefix);
        if (hasBest)
        {
            _evaluated.Load(file, BestPrefix);
        }

        _optimizer.Load(file, OptimizerPrefix);
        parameters.Elements.CopyTo(_parameters.Elements);
        _state = content.State;
        if (hasBest)
        {
            (_best, _evaluated) = (_evaluated, _best);
        }

        if (Plateau is not null && content.Plateau is { } plateau)
        {
            Plateau.State = plateau;
        }
    }

    private void SaveCheckpoint()
    {
        if (Checkpoint is { Path: var path })
        {
            Save(path);
        }
    }

    private static CheckpointContent ContentOf(SafetensorsFile file)
    {
        if (!file.Tensors.TryGetValue(StateName, out TensorEntry? entry) || entry.Type != TensorType.U8)
        {
            throw new InvalidDataException("it is a file of tensors, but not a checkpoint of a training.");
        }

        if (entry.ByteLength > LongestState)
        {
            throw new InvalidDataException($"its state is said to have {entry.ByteLength} bytes.");
        }

        file.VerifyDigest();
        byte[] state = new byte[entry.ByteLength];
        file.Read<byte>(StateName, state);
        return CheckpointContent.Parse(state);
    }

    // What a result depends on, as far as it can be told.
    private Dictionary<string, string> Fingerprint() => new()
    {
        ["number type"] = typeof(T).Name,
        ["layout"] = _parameters.Layout.ToString(),
        ["number of rows"] = $"{_batches.Rows.Length}",
        ["digest of rows"] = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(_batches.Rows))),
        ["batch size"] = $"{_batches.BatchSize}",
        ["seed"] = $"{_batches.Seed}",
        ["shuffling"] = $"{_batches.Shuffle}",
        ["dropping of the last batch"] = $"{_batches.DropLast}",
        ["accumulation"] = $"{Accumulation}",
        ["number of shards"] = $"{Shards}",
        ["early stopping"] = EarlyStopping is { } stopping ? FormattableString.Invariant($"by {stopping.Metric ?? "the training loss"}, {stopping.Goal}, {stopping.Threshold}") : "none",
        ["plateau"] = Plateau is null ? "none" : $"by {PlateauMetric ?? "the training loss"}",
    };
}
