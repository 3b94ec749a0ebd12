using System;

namespace AutoDiff.Training;

/// <summary>A small grey image in a report, and what it was taken for.</summary>
public sealed record ReportImage
{
    private readonly byte[] _png;

    /// <summary>An image of pixels from 0, black, to 255, white, row after row.</summary>
    /// <exception cref="ArgumentException">The pixels are not so many, or there is none.</exception>
    public ReportImage(ReadOnlySpan<byte> pixels, int width, int height, string actual, string predicted, double? probability = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentNullException.ThrowIfNull(predicted);
        if (pixels.Length != (long)width * height)
        {
            throw new ArgumentException($"'pixels' has length {pixels.Length}, but {height} rows of {width} are expected.", nameof(pixels));
        }

        (Width, Height, Actual, Predicted, Probability, _png) = (width, height, actual, predicted, probability, PngEncoder.Encode(pixels, width, height));
    }

    /// <summary>The number of pixels in a row.</summary>
    public int Width { get; }

    /// <summary>The number of rows.</summary>
    public int Height { get; }

    /// <summary>What it is.</summary>
    public string Actual { get; }

    /// <summary>What it was taken for.</summary>
    public string Predicted { get; }

    /// <summary>How likely that was thought to be; null for no one to know.</summary>
    public double? Probability { get; }

    /// <summary>The image as an address that contains it.</summary>
    internal string Source => $"data:image/png;base64,{Convert.ToBase64String(_png)}";
}
