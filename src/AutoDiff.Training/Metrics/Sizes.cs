using System;

namespace AutoDiff.Training;

/// <summary>What metrics check about their arguments.</summary>
internal static class Sizes
{
    public static void Same(int length, int expected, string parameter)
    {
        if (length != expected)
        {
            throw new ArgumentException($"'{parameter}' has length {length}, but length {expected} is expected.", parameter);
        }
    }

    public static void NotEmpty(int length, string parameter)
    {
        if (length == 0)
        {
            throw new ArgumentException($"'{parameter}' has length 0, but there is no metric of nothing.", parameter);
        }
    }

    /// <summary>The number of columns of so many rows.</summary>
    public static int Width(int length, int rows, string parameter)
    {
        NotEmpty(rows, "labels");
        return length > 0 && length % rows == 0
            ? length / rows
            : throw new ArgumentException($"'{parameter}' has length {length}, which is no row for each of {rows} labels.", parameter);
    }

    public static void Label(int label, int classes, string parameter)
    {
        if ((uint)label >= (uint)classes)
        {
            throw new ArgumentOutOfRangeException(parameter, label, $"'{parameter}' has class {label}, but there are {classes}.");
        }
    }
}
