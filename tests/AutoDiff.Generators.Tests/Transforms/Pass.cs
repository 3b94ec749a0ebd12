using System;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

/// <summary>IR text in, IR text out. Numbers of values do not matter.</summary>
internal static class Pass
{
    public static void Turns(Func<Function, Function> pass, string before, string after)
    {
        Function result = pass(Ir.Parse(before));
        Verifier.Verify(result);
        Assert.Equal(Ir.Print(Ir.Parse(after)), Ir.Print(result));
    }

    public static void Keeps(Func<Function, Function> pass, string text) => Turns(pass, text, text);
}
