using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;

namespace AutoDiff.Tests.Recorded;

/// <summary>Files of the folder <c>Recorded</c>.</summary>
internal static class RecordedFile
{
    /// <summary>Opens a file by its path in the folder, without the end that says how it is compressed.</summary>
    public static Stream Open(string path) => new GZipStream(
        typeof(RecordedFile).Assembly.GetManifestResourceStream($"{path}.gz") ?? throw new FileNotFoundException("Nothing is recorded there.", path), CompressionMode.Decompress);

    public static bool Exists(string path) => typeof(RecordedFile).Assembly.GetManifestResourceInfo($"{path}.gz") is not null;

    public static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(Open(path));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    public static string Text(string path)
    {
        using var reader = new StreamReader(Open(path));
        return reader.ReadToEnd();
    }
}
