using System;
using System.IO;
using System.Linq;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Finds the sources that the running tests were built from.</summary>
internal static class SourceFiles
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The file that the compiler names. A deterministic build gives it another root; then its end counts.</summary>
    public static string Find(string compilerPath)
    {
        if (Directory.Exists(Path.GetDirectoryName(compilerPath))) return compilerPath;
        string[] parts = compilerPath.Split('/', '\\');
        return Enumerable.Range(0, parts.Length)
            .Select(skipped => Path.Combine([Root, .. parts[skipped..]]))
            .FirstOrDefault(File.Exists) ?? throw new FileNotFoundException("The source of a test is not below the solution.", compilerPath);
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AutoDiff.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests do not run below the solution.");
    }
}
