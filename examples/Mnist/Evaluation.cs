using System;
using System.Linq;
using AutoDiff.Layers;
using AutoDiff.Training;

namespace Mnist;

/// <summary>What the network makes of pictures.</summary>
/// <param name="Rows">Which pictures those are.</param>
/// <param name="Probabilities">A row for each picture.</param>
/// <param name="Answers">The most probable digit of each.</param>
/// <param name="Labels">What it is.</param>
internal sealed record Evaluation(int[] Rows, float[] Probabilities, int[] Answers, int[] Labels)
{
    private const int ChunkSize = 500;

    public double Accuracy => Classification.Accuracy(Labels, Answers);

    public double Loss => Classification.LogLoss<float>(Labels, Probabilities);

    public static Evaluation Of(ReadOnlySpan<float> parameters, int[] sizes, Table<float> inputs, int[] labels, ReadOnlySpan<int> rows)
    {
        float[] probabilities = new float[rows.Length * Digits.Classes];
        float[] buffer = new float[ChunkSize * Digits.PixelCount], outputs = new float[ChunkSize * Network.OutputCount(sizes)];
        for (int start = 0; start < rows.Length; start += ChunkSize)
        {
            ReadOnlySpan<int> chunk = rows[start..Math.Min(rows.Length, start + ChunkSize)];
            Span<float> ofChunk = outputs.AsSpan(0, chunk.Length * Network.OutputCount(sizes));
            Network.Forward(inputs.Gather(chunk, buffer), chunk.Length, sizes, parameters, ofChunk, dropout: 0, seed: 0);
            Activations.Softmax<float>(ofChunk[^(chunk.Length * Digits.Classes)..], probabilities.AsSpan(start * Digits.Classes, chunk.Length * Digits.Classes), Digits.Classes);
        }

        int[] answers = new int[rows.Length];
        Classification.Predict<float>(probabilities, answers);
        return new Evaluation(rows.ToArray(), probabilities, answers, [.. rows.ToArray().Select(row => labels[row])]);
    }
}
