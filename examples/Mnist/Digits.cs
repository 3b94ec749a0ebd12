using System;
using System.IO;
using System.Linq;
using AutoDiff.Training;

namespace Mnist;

/// <summary>Pictures of handwritten digits, and which digit each one shows.</summary>
/// <param name="Pictures">For each 28 rows of 28 pixels, from 0 for paper to 255 for ink.</param>
/// <param name="Labels">The digit of each.</param>
internal sealed record Digits(IdxArray<byte> Pictures, int[] Labels)
{
    public const int Side = 28, PixelCount = Side * Side, Classes = 10;

    /// <summary>The mean of all pixels that are trained on, and their standard deviation: brightness is measured from the one, in units of the other.</summary>
    private const float Mean = 0.1307f, Deviation = 0.3081f;

    public int Count => Labels.Length;

    /// <summary>The 60,000 to learn from.</summary>
    public static Digits ForTraining() => Load("train");

    /// <summary>The 10,000 to be tested with.</summary>
    public static Digits ForTest() => Load("t10k");

    /// <summary>What the network sees of each picture.</summary>
    public Table<float> Inputs()
    {
        float[] values = [.. Enumerable.Range(0, 256).Select(static pixel => ((pixel / 255f) - Mean) / Deviation)];
        var inputs = new Table<float>(Count, PixelCount);
        for (int i = 0; i < inputs.Elements.Length; i++)
        {
            inputs.Elements[i] = values[Pictures.Elements[i]];
        }

        return inputs;
    }

    private static Digits Load(string part)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Data");
        string pictures = Path.Combine(folder, $"{part}-images-idx3-ubyte.gz"), labels = Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz");
        IdxArray<byte> images = IdxReader.ReadAll<byte>(pictures), digits = IdxReader.ReadAll<byte>(labels);
        if (images.Shape is not [_, Side, Side])
        {
            throw new InvalidDataException($"{pictures} has the shape [{string.Join(", ", images.Shape)}], not [count, {Side}, {Side}].");
        }

        if (digits.Shape is not [int count] || count != images.Count || Array.Exists(digits.Elements, static digit => digit >= Classes))
        {
            throw new InvalidDataException($"{labels} does not have a digit for each of the {images.Count} pictures.");
        }

        return new Digits(images, Array.ConvertAll(digits.Elements, static digit => (int)digit));
    }
}
