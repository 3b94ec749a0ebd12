using System;
using AutoDiff.Fuzz.Programs;
using AutoDiff.Fuzz.Runs;

// dotnet run -c Release --project tests/AutoDiff.Fuzz -- --programs N --seed S
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

return new FuzzRun(Console.Out).Run(Option("--seed", 0), Option("--programs", 200)) == 0 ? 0 : 1;
