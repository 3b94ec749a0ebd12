using System;
using System.Linq;
using AutoDiff.Fuzz.Programs;
using AutoDiff.Generators.Tests.Support;

int first = int.Parse(args[0], null), count = int.Parse(args[1], null), bad = 0;
for (int seed = first; seed < first + count; seed++)
{
    GeneratedProgram program = RandomProgram.Of(seed);
    try
    {
        CSharpCompiler.Run(program.Source);
    }
    catch (Exception e)
    {
        bad++;
        Console.WriteLine($"{seed}: " + e.Message.Split("\n\n")[0]);
    }
}

Console.WriteLine($"{bad} of {count} do not compile.");
