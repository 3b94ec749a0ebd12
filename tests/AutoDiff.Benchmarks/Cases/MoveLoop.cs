using System;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using AutoDiff.Optimization;

namespace AutoDiff.Benchmarks.Cases;

/// <summary>Reads several buffers in one pass and writes all but the first where they are, with no arithmetic to speak of: the limit of the memory.</summary>
internal static class MoveLoop
{
    public static void Run(ParameterBuffer<float>[] buffers, int threads)
    {
        if (threads == 1)
        {
            Run(buffers, 0, 1);
        }
        else
        {
            Parallel.For(0, threads, part => Run(buffers, part, threads));
        }
    }

    private static void Run(ParameterBuffer<float>[] buffers, int part, int parts)
    {
        int start = Start(part), end = Start(part + 1);
        Span<float> a = Part(0), b = Part(1);
        switch (buffers.Length)
        {
            case 2:
                Two(a, b);
                break;
            case 3:
                Three(a, b, Part(2));
                break;
            case 4:
                Four(a, b, Part(2), Part(3));
                break;
            default:
                Five(a, b, Part(2), Part(3), Part(4));
                break;
        }

        int Start(int number) => (int)(buffers[0].Length * number / parts);
        Span<float> Part(int buffer) => buffers[buffer].Elements[start..end];
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
