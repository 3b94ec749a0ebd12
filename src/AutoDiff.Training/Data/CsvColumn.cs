using System;
using System.Collections.Generic;

namespace AutoDiff.Training;

/// <summary>A column of a file, and how it becomes numbers.</summary>
public sealed record CsvColumn
{
    private CsvColumn(string name, Encoding kind, IReadOnlyList<string>? categories, double? missing)
    {
        ArgumentNullException.ThrowIfNull(name);
        (Name, Kind, Categories, Missing) = (name, kind, categories is { Count: > 0 } ? categories : null, missing);
    }

    /// <summary>How texts become numbers.</summary>
    internal enum Encoding
    {
        Number,
        Ordinal,
        OneHot,
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>Which categories there are, in which order; null for those that are in the file.</summary>
    public IReadOnlyList<string>? Categories { get; }

    /// <summary>The number that stands in for a value that is not there, such as NaN; null to refuse the file.</summary>
    public double? Missing { get; }

    internal Encoding Kind { get; }

    /// <summary>Numbers as they are written: 1, -2.5, 6.02e23, NaN, Infinity, with a point whatever the machine's language is.</summary>
    /// <param name="name">The column.</param>
    /// <param name="missing">What stands in for a value that is not there. Without it, such a file is refused.</param>
    public static CsvColumn Number(string name, double? missing = null) => new(name, Encoding.Number, null, missing);

    /// <summary>The position of the text among the categories, from 0 on.</summary>
    /// <param name="name">The column.</param>
    /// <param name="categories">The categories in their order; none for those of the file, by number where all are numbers, else by their characters.</param>
    /// <param name="missing">What stands in for a value that is not there. Without it, such a file is refused.</param>
    public static CsvColumn Ordinal(string name, IReadOnlyList<string>? categories = null, double? missing = null) => new(name, Encoding.Ordinal, categories, missing);

    /// <summary>A column for each category: 1 in the text's own one, 0 in the others.</summary>
    /// <inheritdoc cref="Ordinal" path="/param"/>
    public static CsvColumn OneHot(string name, IReadOnlyList<string>? categories = null, double? missing = null) => new(name, Encoding.OneHot, categories, missing);
}
