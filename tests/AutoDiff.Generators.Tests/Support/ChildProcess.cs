using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Runs a compiled program as a process of its own, where the settings of the runtime may be others than here.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What the program prints.</summary>
    /// <param name="environment">Variables, in which <c>{directory}</c> is a directory that is deleted afterwards.</param>
    /// <param name="read">Reads what the program leaves in the directory.</param>
    public static T Run<T>(Compilation program, IReadOnlyDictionary<string, string> environment, Func<string, string, T> read)
    {
        string directory = Directory.CreateTempSubdirectory("autodiff-child-").FullName;
        try
        {
            string path = Path.Combine(directory, "program.dll");
            EmitResult result = program.WithOptions(program.Options.WithOutputKind(OutputKind.ConsoleApplication)).WithAssemblyName("program").Emit(path);
            if (!result.Success) throw new XunitException(string.Join("\n", result.Diagnostics));
            File.Copy(typeof(Workspace).Assembly.Location, Path.Combine(directory, "AutoDiff.dll"));
            File.WriteAllText(Path.Combine(directory, "program.runtimeconfig.json"), $$"""
                { "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version.ToString(3)}}" } } }
                """);
            var start = new ProcessStartInfo("dotnet", ["exec", path]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory };
            foreach ((string name, string value) in environment) start.Environment[name] = value.Replace("{directory}", directory);
            using Process process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            if (!process.WaitForExit(Patience)) process.Kill();
            if (process.ExitCode != 0) throw new XunitException($"The program ends with {process.ExitCode}: {errors.Result}");
            return read(output, directory);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
