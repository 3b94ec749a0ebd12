using System;
using System.Numerics;
using System.Runtime.InteropServices;
using AutoDiff.Optimization;

namespace AutoDiff.Benchmarks.Cases;

/// <summary>Reads several buffers in one pass and writes all but the first where they are, with no arithmetic to speak of: the limit of the memory.</summary>
internal static class MoveLoop
{
    public static void Run(ReadOnlySpan<ParameterBuffer<float>> buffers)
    {
        Span<float> a = buffers[0].Elements, b = buffers[1].Elements;
        switch (buffers.Length)
        {
            case 2:
                Two(a, b);
                break;
            case 3:
                Three(a, b, buffers[2].Elements);
                break;
            case 4:
                Four(a, b, buffers[2].Elements, buffers[3].Elements);
                break;
            default:
                Five(a, b, buffers[2].Elements, buffers[3].Elements, buffers[4].Elements);
                break;
        }
    }

    private static Span<Vector<float>> Vectors(Span<float> span) => MemoryMarshal.Cast<float, Vector<float>>(span);

    private static void Two(Span<float> a, Span<float> b)
    {
        Span<Vector<float>> from = Vectors(a), to = Vectors(b)[..from.Length];
        for (int i = 0; i < from.Length; i++)
        {
            to[i] ^= from[i];
        }
    }

    private static void Three(Span<float> a, Span<float> b, Span<float> c)
    {
        Span<Vector<float>> from = Vectors(a), to = Vectors(b)[..from.Length], second = Vectors(c)[..from.Length];
        for (int i = 0; i < from.Length; i++)
        {
            to[i] ^= from[i];
            second[i] ^= from[i];
        }
    }

    private static void Four(Span<float> a, Span<float> b, Span<float> c, Span<float> d)
    {
        Span<Vector<float>> from = Vectors(a), to = Vectors(b)[..from.Length], second = Vectors(c)[..from.Length], third = Vectors(d)[..from.Length];
        for (int i = 0; i < from.Length; i++)
        {
            to[i] ^= from[i];
            second[i] ^= from[i];
            third[i] ^= from[i];
        }
    }

    private static void Five(Span<float> a, Span<float> b, Span<float> c, Span<float> d, Span<float> e)
    {
        Span<Vector<float>> from = Vectors(a), to = Vectors(b)[..from.Length], second = Vectors(c)[..from.Length], third = Vectors(d)[..from.Length], fourth = Vectors(e)[..from.Length];
        for (int i = 0; i < from.Length; i++)
        {
            to[i] ^= from[i];
            second[i] ^= from[i];
            third[i] ^= from[i];
            fourth[i] ^= from[i];
        }
    }
}
