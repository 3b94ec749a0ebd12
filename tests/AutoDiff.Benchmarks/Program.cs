using System;
using AutoDiff.Benchmarks;

string filter = args.Length > 1 ? args[1] : "";
switch (args)
{
    case ["quick", ..]:
        QuickRun.Run(Registry.Matching(filter));
        return 0;
    case ["full", ..]:
        FullRun.Run(Registry.Matching(filter));
        return 0;
    default:
        Console.Error.WriteLine("usage: (quick | full) [filter]");
        return 2;
}
