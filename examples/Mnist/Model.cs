using System;
using System.Collections.Generic;
using System.IO;
using AutoDiff.Layers;
using AutoDiff.Optimization;
using AutoDiff.Storage;

namespace Mnist;

/// <summary>The parameters of a network, and the sizes of its layers.</summary>
internal sealed class Model(int[] sizes) : IDisposable
{
    public int[] Sizes { get; } = sizes;

    public ParameterBuffer<float> Parameters { get; } = new(Network.LayoutOf(sizes));

    /// <summary>Random weights, and biases of zero.</summary>
    public static Model Create(int[] sizes, int seed)
    {
        Model model = new(sizes);
        for (int layer = 1; layer < sizes.Length; layer++)
        {
            Initializers.HeUniform(model.Parameters[$"layer{layer}.weight"], sizes[layer - 1], CounterRandom.Key((ulong)seed, (ulong)layer));
        }

        return model;
    }

    /// <summary>A saved one, whose sizes are those of its weights.</summary>
    public static Model Load(string path)
    {
        List<int> sizes = [];
        using (SafetensorsFile file = SafetensorsFile.Open(path))
        {
            for (int layer = 1; file.Tensors.TryGetValue($"layer{layer}.weight", out TensorEntry? weights); layer++)
            {
                if (weights.Shape is not [> 0 and < int.MaxValue and var outputs, > 0 and < int.MaxValue and var inputs])
                {
                    throw new InvalidDataException($"{path}: {weights.Name} is {weights}, no matrix.");
                }

                if (layer == 1)
                {
                    sizes.Add((int)inputs);
                }

                sizes.Add((int)outputs);
            }
        }

        if (sizes is not [Digits.PixelCount, .., Digits.Classes])
        {
            throw new InvalidDataException($"{path} holds no network from {Digits.PixelCount} pixels to {Digits.Classes} classes.");
        }

        Model model = new([.. sizes]);
        try
        {
            model.Parameters.Load(path);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    public void Dispose() => Parameters.Dispose();
}
