using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using AutoDiff.Optimization;

namespace AutoDiff.Training;

/// <summary>What is in a checkpoint beside tensors.</summary>
/// <param name="Version">The version of the format.</param>
/// <param name="Fingerprint">What the training that goes on must have in common with the one that was saved, by name.</param>
/// <param name="State">Where it was.</param>
/// <param name="Plateau">What the plateau remembers, if there is one.</param>
internal sealed record CheckpointContent(int Version, Dictionary<string, string> Fingerprint, TrainingState State, PlateauState? Plateau)
{
    public const int CurrentVersion = 1;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, CheckpointJson.Default.CheckpointContent);

    /// <exception cref="InvalidDataException">It is not the content of a checkpoint, or of another version.</exception>
    public static CheckpointContent Parse(byte[] json)
    {
        try
        {
            CheckpointContent content = JsonSerializer.Deserialize(json, CheckpointJson.Default.CheckpointContent) ?? throw new JsonException("It is null.");
            return content.Version == CurrentVersion
                ? content
                : throw new InvalidDataException($"it has version {content.Version} of the format, but version {CurrentVersion} is expected.");
        }
        catch (JsonException malformed)
        {
            throw new InvalidDataException($"its state is not what is expected: {malformed.Message}", malformed);
        }
    }

    /// <exception cref="InvalidDataException">It is of a training that differs in something that the result depends on.</exception>
    public void RequireSame(Dictionary<string, string> expected)
    {
        foreach (string name in expected.Keys.Union(Fingerprint.Keys))
        {
            string saved = Fingerprint.GetValueOrDefault(name) ?? "none", own = expected.GetValueOrDefault(name) ?? "none";
            if (saved != own)
            {
                throw new InvalidDataException($"it was saved by a training whose {name} is {saved}, but that of this one is {own}.");
            }
        }
    }

    /// <summary>The state is believed only as far as it agrees with itself.</summary>
    /// <exception cref="InvalidDataException">There is no such state.</exception>
    public void RequirePossible(MiniBatches batches, int accumulation)
    {
        TrainingState state = State;
        for (int i = 0; i < state.History.Count; i++)
        {
            Require(state.History[i] is { } record && record.Epoch == i + 1, "history");
        }

        Require(state.History.Count == state.Epoch, "epoch");
        Require(state.History.TrueForAll(static record => record.Metrics is { } metrics && metrics.All(static metric => metric.Name is not null)), "metrics");
        Require(state.Batch >= 0 && state.Batch <= batches.Count && (state.Batch == batches.Count || state.Batch % accumulation == 0), "batch");
        Require(state.Rows == long.Min((long)state.Batch * batches.BatchSize, batches.Rows.Length), "rows");
        Require(state.LossRows >= 0 && state.LossRows <= state.Rows, "number of losses");
        Require(state.Steps >= 0 && (state.Steps > 0 || (state.Batch == 0 && state.Epoch == 0)), "steps");
        Require(state.Stale >= 0 && state.Stale <= state.Epoch, "epochs without an improvement");
        Require(state.BestEpoch is null == state.BestValue is null && (state.BestEpoch is not { } best || (best >= 1 && best <= state.Epoch)), "best epoch");
        Require(double.IsFinite(state.Seconds) && state.Seconds >= 0, "duration");
        Require(Plateau is not { } plateau || (double.IsFinite(plateau.Factor) && plateau.Factor >= 0 && !double.IsNaN(plateau.Best) && plateau.Stale >= 0 && plateau.Cooling >= 0), "plateau");
    }

    private static void Require(bool isPossible, string what)
    {
        if (!isPossible)
        {
            throw new InvalidDataException($"its {what} cannot be.");
        }
    }
}

/// <summary>Written by the compiler: nothing is found out while it runs.</summary>
[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CheckpointContent))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
