using System;
using AutoDiff.Optimization;

namespace AutoDiff.Tests.Safetensors;

/// <summary>A process that saves one file after the other to the same path, each full of its number, until it is killed.</summary>
internal static class EndlessSaving
{
    public const int Length = 2_000_000;

    private static int Main(string[] arguments)
    {
        if (arguments is not [string path])
        {
            Console.Error.WriteLine("usage: dotnet AutoDiff.Tests.dll <path>");
            return 2;
        }

        using var buffer = new ParameterBuffer<float>(Length);
        for (int number = 1; ; number++)
        {
            buffer.Elements.Fill(number);
            buffer.Save(path);
        }
    }
}
