using System;
using System.IO;
using AutoDiff.Storage;

namespace AutoDiff.Optimization;

// What an optimizer needs to go on as if it had never stopped.
public sealed unsafe partial class Optimizer<T>
{
    private const string AccumulatedPrefix = "accumulated/";

    /// <summary>Saves the state as a safetensors file, with a tensor <c>m/weight</c> for the state m of the block weight. Settings, such as the rules, are not in it.</summary>
    /// <remarks>The path holds the old file until the new one is complete. Parameters have a file of their own: <see cref="ParameterBuffer{T}.Save"/>.</remarks>
    /// <exception cref="IOException">The file cannot be written. The old one is as it was.</exception>
    public void Save(string path) => State(withAccumulated: _accumulations > 0).Save(path);

    /// <summary>Loads the state that an optimizer of the same layout and rules has saved. What follows is the same to the last bit.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or it is the state of something else. Nothing has changed.</exception>
    /// <exception cref="IOException">The file cannot be read. Nothing has changed.</exception>
    public void Load(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Load(file);
    }

    /// <summary>Adds the state to a file that holds other things, too, such as the parameters: a checkpoint. Its names begin with the prefix.</summary>
    /// <remarks>What is accumulated, or state that is a tensor, is read when the file is saved.</remarks>
    /// <exception cref="ArgumentException">The file has tensors of these names already.</exception>
    public void AddTo(SafetensorsWriter file, string prefix)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(prefix);
        State(withAccumulated: _accumulations > 0, prefix).AddTo(file);
    }

    /// <summary>Loads the state that <see cref="AddTo"/> has added. What else is in the file is not looked at.</summary>
    /// <exception cref="InvalidDataException">What is in the file under the prefix is the state of something else. Nothing has changed.</exception>
    /// <exception cref="IOException">The file cannot be read. Nothing has changed.</exception>
    public void Load(SafetensorsFile file, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(prefix);
        bool withAccumulated = Layout.Count > 0 && file.Tensors.ContainsKey(prefix + AccumulatedPrefix + Layout[0].Name);
        State(withAccumulated, prefix).Load(file);
        if (!withAccumulated)
        {
            _accumulated?.Clear();
        }
    }

    private StateFile<T> State(bool withAccumulated, string prefix = "")
    {
        StateFile<T> file = new(prefix);
        file.AddCount("optimizer/steps", () => _steps, value => _steps = value);
        file.AddCount("optimizer/skipped_steps", () => _skippedSteps, value => _skippedSteps = value);
        bool mayBeMissing = Layout.Count == 0; // no parameters, no tensors
        file.AddCount("optimizer/accumulations", () => _accumulations, value => _accumulations = value, withAccumulated ? 1 : 0, withAccumulated || mayBeMissing ? long.MaxValue : 0);
        file.AddNumber("optimizer/learning_rate_factor", () => LearningRateFactor, value => LearningRateFactor = value);
        foreach (RuleGroup<T> group in _groups)
        {
            group.AddState(file);
        }

        if (withAccumulated)
        {
            _accumulated ??= new ParameterBuffer<T>(Layout);
            for (int block = 0; block < Layout.Count; block++)
            {
                file.AddTensor(AccumulatedPrefix + Layout[block].Name, _accumulated, block);
            }
        }

        return file;
    }
}
