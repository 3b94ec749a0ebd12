using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Mnist;

/// <summary>A picture as text, and what the network makes of it.</summary>
internal static class Prediction
{
    private const string Shades = " ░▒▓█";
    private const int BarLength = 40;

    /// <summary>Shows a picture of the test set, by the model in the folder.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string folder, int index)
    {
        string path = Path.Combine(folder, "model.safetensors");
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"There is no {path}: train a model first.");
            return 1;
        }

        Digits tests = Digits.ForTest();
        if (index >= tests.Count)
        {
            Console.Error.WriteLine($"There are {tests.Count} test pictures, from 0 to {tests.Count - 1}.");
            return 1;
        }

        using Model model = Model.Load(path);
        Evaluation evaluation = Evaluation.Of(model.Parameters.Elements, model.Sizes, tests.Inputs(), tests.Labels, [index]);
        Show(Console.Out, tests.Pictures[index], tests.Labels[index], evaluation.Probabilities);
        return 0;
    }

    public static void Show(TextWriter output, ReadOnlySpan<byte> picture, int label, ReadOnlySpan<float> probabilities)
    {
        for (int row = 0; row < Digits.Side; row++)
        {
            // Two characters are about as wide as they are high.
            output.WriteLine(string.Concat(picture.Slice(row * Digits.Side, Digits.Side).ToArray().Select(static pixel => new string(Shades[pixel * Shades.Length / 256], 2))).TrimEnd());
        }

        int answer = MemoryExtensions.IndexOf(probabilities, probabilities.ToArray().Max());
        for (int digit = 0; digit < probabilities.Length; digit++)
        {
            string bar = new('█', (int)Math.Round(probabilities[digit] * BarLength));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{digit}  {probabilities[digit],7:P2}  {bar}").TrimEnd());
        }

        output.WriteLine($"The network says {answer}; the label is {label}.");
    }
}
