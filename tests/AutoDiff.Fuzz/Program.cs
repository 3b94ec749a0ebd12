using System;
using System.IO;
using AutoDiff.Fuzz.Checks;
using AutoDiff.Fuzz.Programs;
using AutoDiff.Fuzz.Runs;
using AutoDiff.Generators.Tests.Support;

// dotnet run -c Release --project tests/AutoDiff.Fuzz -- --programs N --seed S
// With --print, one program is shown and not run; with --file, the class P of a file is checked in place of random programs, and with --generated shown what is generated for it.
int Option(string name, int otherwise)
{
    int at = Array.IndexOf(args, name);
    return at < 0 || at + 1 >= args.Length ? otherwise : int.Parse(args[at + 1], null);
}

if (Array.IndexOf(args, "--print") >= 0)
{
    Console.WriteLine(RandomProgram.Of(Option("--seed", 0)).Source);
    return 0;
}

if (Array.IndexOf(args, "--generated") is >= 0 and var shown)
{
    foreach (string source in GeneratorHarness.Run(File.ReadAllText(args[shown + 1])).GeneratedSources.Values) Console.WriteLine(source);
    return 0;
}

if (Array.IndexOf(args, "--file") is >= 0 and var file)
{
    BatchResult result = Batch.Run([new GeneratedProgram(Option("--seed", 0), "P", File.ReadAllText(args[file + 1]))]);
    foreach (Failure failure in result.Failures) Console.WriteLine(failure.Message);
    Console.WriteLine($"{result.Clean} clean, {result.Compared} derivatives compared of {result.Compared + result.Unsettled}, {result.Chaotic} chaotic points, {result.Overflows} overflows");
    return result.Clean == 1 ? 0 : 1;
}

return new FuzzRun(Console.Out).Run(Option("--seed", 0), Option("--programs", 200)) == 0 ? 0 : 1;
