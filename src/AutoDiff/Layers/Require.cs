using System;
using System.ComponentModel;

namespace AutoDiff.Layers;

/// <summary>What layers and losses ask of their arguments. Generated members, those of other assemblies too, ask the same.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Require
{
    /// <summary>A span has exactly the elements of a matrix.</summary>
    public static void Rows(int length, int rows, int columns, string parameter)
    {
        if (rows < 0 || columns < 0 || length != (long)rows * columns) throw new ArgumentException($"'{parameter}' has length {length}, but {rows} rows of {columns} are expected.", parameter);
    }

    /// <summary>A span has exactly so many elements.</summary>
    public static void Length(int length, int expected, string parameter)
    {
        if (length != expected) throw new ArgumentException($"'{parameter}' has length {length}, but length {expected} is expected.", parameter);
    }

    /// <summary>There is something to take a mean of.</summary>
    public static void Some(int length, string parameter)
    {
        if (length == 0) throw new ArgumentException($"'{parameter}' is empty, and nothing has no mean.", parameter);
    }

    /// <summary>A span is made of whole rows; how many.</summary>
    public static int WholeRows(int length, int width, string parameter)
    {
        if (width <= 0 || length % width != 0) throw new ArgumentException($"'{parameter}' has length {length}, but rows of {width} are expected.", parameter);
        return length / width;
    }

    /// <summary>Labels are numbers of classes.</summary>
    public static void Classes(ReadOnlySpan<int> labels, int classes, string parameter)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes) throw new ArgumentException($"'{parameter}' has {labels[i]} at {i}, but classes are numbered from 0 to {classes - 1}.", parameter);
        }
    }

    /// <summary>A share of what is left out: not all of it.</summary>
    public static void Rate(double rate, string parameter)
    {
        if (!(rate >= 0 && rate < 1)) throw new ArgumentException($"'{parameter}' is {rate}, but at least 0 and less than 1 is expected.", parameter);
    }

    /// <summary>There are enough rows for a variance.</summary>
    public static void AtLeastTwo(int rows, string parameter)
    {
        if (rows < 2) throw new ArgumentException($"'{parameter}' has {rows} rows, but at least 2 are expected.", parameter);
    }
}
