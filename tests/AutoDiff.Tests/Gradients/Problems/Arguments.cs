using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;

namespace AutoDiff.Tests.Gradients;

/// <summary>The buffers of one call of a gradient. Gradient buffers are born full of NaN.</summary>
public sealed class Arguments<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Problem<T> _problem;

    public Arguments(Problem<T> problem)
    {
        _problem = problem;
        Values = [.. problem.Parameters.Select(parameter => parameter.Content.ToArray().AsMemory())];
        Gradients = [.. problem.Active.Select(parameter => Unwritten(parameter.Content.Length))];
    }

    /// <summary>The buffers of the parameters.</summary>
    public Memory<T>[] Values { get; }

    /// <summary>The gradient buffers, in the order of the active parameters.</summary>
    public Memory<T>[] Gradients { get; }

    public static T[] Unwritten(int length)
    {
        var buffer = new T[length];
        Array.Fill(buffer, T.NaN);
        return buffer;
    }

    /// <summary>Calls the gradient.</summary>
    public T Call() => _problem.Gradient(Values, Gradients);

    /// <summary>Gives what the method overwrites its first content again, without allocating.</summary>
    public void RestoreValues()
    {
        for (int i = 0; i < Values.Length; i++)
        {
            if (_problem.Parameters[i].IsWritten)
            {
                _problem.Parameters[i].Content.CopyTo(Values[i]);
            }
        }
    }

    /// <summary>Makes everything as it was before the first call, without allocating.</summary>
    public void Reset()
    {
        RestoreValues();
        foreach (Memory<T> gradient in Gradients)
        {
            gradient.Span.Fill(T.NaN);
        }
    }

    /// <summary>The content of all buffers, to the bit.</summary>
    public byte[][] Bits() => [.. Values.Concat(Gradients).Select(Bits)];

    /// <summary>The content of the gradient buffers, to the bit.</summary>
    public byte[][] GradientBits() => [.. Gradients.Select(Bits)];

    public static byte[] Bits(Memory<T> memory) => MemoryMarshal.AsBytes(memory.Span).ToArray();
}
