using System;
using System.Collections.Generic;

namespace AutoDiff.Training;

/// <summary>How a file of separated values is written.</summary>
public sealed record CsvOptions
{
    /// <summary>What stands between fields: a comma, unless it is said otherwise.</summary>
    /// <exception cref="ArgumentException">It is a quote or the end of a line.</exception>
    public char Separator
    {
        get;
        init => field = value is not ('"' or '\r' or '\n')
            ? value
            : throw new ArgumentException($"'{nameof(Separator)}' is {(int)value}, but must be neither a quote nor the end of a line.", nameof(value));
    } = ',';

    /// <summary>The first record has the names of the columns. Without it they are called "1", "2" and so on.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Spaces and tabs around fields that are not quoted do not belong to them.</summary>
    public bool Trim { get; init; }

    /// <summary>The texts that stand for a value that is not there: the empty field, in quotes or not, unless it is said otherwise.</summary>
    public IReadOnlyList<string> Missing { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [""];
}
