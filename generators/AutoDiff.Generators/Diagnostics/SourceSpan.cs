using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generators.Diagnostics;

/// <summary>A location by value: a <see cref="Location"/> would keep its syntax tree alive in the pipeline's caches.</summary>
/// <param name="MappedPath">Null unless a <c>#line</c> directive says that the lines are those of another file.</param>
internal sealed record SourceSpan(string Path, TextSpan Span, LinePositionSpan Lines, string? MappedPath, LinePositionSpan MappedLines)
{
    public static SourceSpan Of(Location location)
    {
        FileLinePositionSpan mapped = location.GetMappedLineSpan();
        return new(location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span, mapped.HasMappedPath ? mapped.Path : null, mapped.Span);
    }

    public Location ToLocation() => MappedPath is null ? Location.Create(Path, Span, Lines) : Location.Create(Path, Span, Lines, MappedPath, MappedLines);
}
