namespace AutoDiff.Training;

/// <summary>How points of a series are drawn.</summary>
public enum SeriesStyle
{
    /// <summary>Joined by a line.</summary>
    Line,

    /// <summary>Joined by a line of dashes.</summary>
    Dashed,

    /// <summary>As dots.</summary>
    Points,

    /// <summary>As dots that are joined by a line.</summary>
    LineAndPoints,
}
