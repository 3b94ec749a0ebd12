using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using AutoDiff.Fuzz.Checks;
using AutoDiff.Fuzz.Mutations;
using AutoDiff.Fuzz.Programs;
using AutoDiff.Fuzz.Shrinking;

namespace AutoDiff.Fuzz.Runs;

/// <summary>Writes and checks programs, and tells what it finds.</summary>
internal sealed class FuzzRun(TextWriter output)
{
    private const int BatchSize = 25;

    /// <summary>One program in so many is also taken out of the language.</summary>
    private const int MutationsEvery = 2;

    private readonly HashSet<string> known = [];

    /// <summary>How many programs fail, of those with seeds from the first on.</summary>
    public int Run(int first, int count)
    {
        var clock = Stopwatch.StartNew();
        int clean = 0, failing = 0, mutations = 0;
        foreach (int[] seeds in Enumerable.Range(first, count).Chunk(BatchSize))
        {
            GeneratedProgram[] programs = [.. seeds.Select(RandomProgram.Of)];
            BatchResult result = Batch.Run(programs);
            foreach (GeneratedProgram program in result.Invalid) output.WriteLine($"Seed {program.Seed} makes a program that is none.");
            foreach (Failure failure in result.Failures) Tell(failure);
            foreach (GeneratedProgram program in programs.Where(static program => program.Seed % MutationsEvery == 0))
            {
                mutations++;
                if (ProgramMutations.Failure(program) is { } failure) Tell(failure);
            }

            clean += result.Clean;
            failing += seeds.Length - result.Clean - result.Invalid.Count;
            output.WriteLine($"{seeds[^1] + 1 - first} programs, {clean} clean, {mutations} mutations, {result.Compared} derivatives compared of {result.Compared + result.Unsettled}, {result.Chaotic} chaotic points, {result.Overflows} overflows, {clock.Elapsed.TotalSeconds:f0} s");
        }

        return failing;
    }

    /// <summary>What looks like something that was told before is not made smaller again.</summary>
    private void Tell(Failure failure)
    {
        string message = failure.Message.Split('\n')[0];
        output.WriteLine($"Seed {failure.Program.Seed}, {failure.Check}: {message}");
        string kind = string.Concat(message.Where(static letter => char.IsLetter(letter) || letter == ' ').Take(40));
        if (!known.Add(failure.Check + kind)) return;
        if (failure.Check == ProgramMutations.Check)
        {
            output.WriteLine(failure.Program.Source);
            return;
        }

        Failure small = Shrinker.Shrink(failure);
        output.WriteLine($"Seed {small.Program.Seed}, {small.Check}: {small.Message.Split('\n')[0]}\n{small.Program.Source}");
    }
}
