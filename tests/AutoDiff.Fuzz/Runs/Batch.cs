using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Fuzz.Checks;
using AutoDiff.Fuzz.Compiling;
using AutoDiff.Fuzz.Programs;
using AutoDiff.Fuzz.Variants;

namespace AutoDiff.Fuzz.Runs;

/// <summary>What came of programs that were compiled and checked together.</summary>
/// <param name="Clean">How many programs pass all checks.</param>
/// <param name="Invalid">Those that the compiler itself refuses, which is the fault of whoever wrote them.</param>
/// <param name="Compared">How many derivatives were compared.</param>
/// <param name="Unsettled">How many were not, because the differences do not settle there.</param>
/// <param name="Chaotic">At how many arguments nothing was, because a rounding of them changes the results.</param>
/// <param name="Overflows">At how many something failed because numbers on the way leave the range of their type.</param>
internal sealed record BatchResult(int Clean, IReadOnlyList<GeneratedProgram> Invalid, IReadOnlyList<Failure> Failures, int Compared, int Unsettled, int Chaotic, int Overflows);

/// <summary>Compiles and checks programs together.</summary>
internal static class Batch
{
    /// <summary>In how many other words each program is written.</summary>
    private const int VariantsEach = 1;

    public static BatchResult Run(IReadOnlyList<GeneratedProgram> programs) => Run([.. programs.Select(program => (program, VariantsOf(program)))]);

    /// <summary>The same with the given variants of each.</summary>
    public static BatchResult Run(IReadOnlyList<(GeneratedProgram Program, IReadOnlyDictionary<string, GeneratedProgram> Variants)> programs)
    {
        CompiledBatch batch = BatchCompiler.Compile([.. programs.SelectMany(one => one.Variants.Values.Prepend(one.Program))]);
        Dictionary<GeneratedProgram, string> failed = batch.Failed.ToDictionary(one => one.Program, one => one.Reason);
        List<Failure> failures = [];
        int clean = 0, compared = 0, unsettled = 0, chaotic = 0, overflows = 0;
        foreach ((GeneratedProgram program, IReadOnlyDictionary<string, GeneratedProgram> variants) in programs.Where(one => !batch.Invalid.Contains(one.Program)))
        {
            List<Failure> own = [.. variants.Prepend(new("Compile", program)).Where(one => failed.ContainsKey(one.Value)).Take(1).Select(one => new Failure(program, one.Key, failed[one.Value]))];
            if (!failed.ContainsKey(program))
            {
                var check = new ProgramCheck(batch, program, variants.Where(variant => batch.Compiled.Contains(variant.Value)).ToDictionary());
                own.AddRange(check.Failures());
                compared += check.Compared;
                unsettled += check.Unsettled;
                chaotic += check.Chaotic;
                overflows += check.Overflows;
            }

            if (own.Count == 0) clean++;
            failures.AddRange(own.DistinctBy(failure => failure.Check));
        }

        return new BatchResult(clean, batch.Invalid, failures, compared, unsettled, chaotic, overflows);
    }

    private static IReadOnlyDictionary<string, GeneratedProgram> VariantsOf(GeneratedProgram program)
    {
        Variant[] shuffled = [.. Variant.All];
        new Random(program.Seed).Shuffle(shuffled);
        return shuffled.Select(variant => (variant.Name, Program: variant.Of(program))).Where(one => one.Program is not null).Take(VariantsEach).ToDictionary(one => one.Name, one => one.Program!);
    }
}
