using System;
using Xunit;

namespace AutoDiff.Tests.KernelTests;

/// <summary>What does not fit is refused, by the name of the parameter, before anything is written.</summary>
internal static class Refusal
{
    public static void Requires<TException>(string parameter, string message, Action<float[]> call)
        where TException : ArgumentException
    {
        float[] c = [1, 2, 3, 4, 5, 6, 7, 8];
        TException thrown = Assert.Throws<TException>(() => call(c));
        Assert.Equal(parameter, thrown.ParamName);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], c);
    }
}
