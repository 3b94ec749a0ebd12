using System;

namespace AutoDiff.Training;

/// <summary>Random numbers that are the same on every machine and in every version: SplitMix64.</summary>
/// <remarks>
/// Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.
/// The n-th number is a hash of the key and n, so that any place of any stream is reached at once. The key is a hash of the seed and the number of the stream, such
/// as an epoch: what is drawn in one says nothing about the others.
/// </remarks>
internal struct CounterRandom(ulong seed, ulong stream = 0)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;
    private readonly ulong _key = Mix(Mix(seed + Gamma) ^ (stream * 0xD1342543DE82EF95));
    private ulong _counter;

    /// <summary>The next 64 random bits.</summary>
    public ulong Next() => Mix(_key + (++_counter * Gamma));

    /// <summary>The next number from 0 to the bound, exclusive, each as likely as the other.</summary>
    /// <remarks>Lemire, Fast Random Integer Generation in an Interval, ACM TOMACS 29, 2019.</remarks>
    public int Next(int bound)
    {
        uint range = (uint)bound;
        ulong product = (Next() >> 32) * range;
        if ((uint)product < range)
        {
            for (uint least = (0u - range) % range; (uint)product < least;)
            {
                product = (Next() >> 32) * range;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>Brings the elements into a random order, each as likely as the other (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> elements)
    {
        for (int last = elements.Length - 1; last > 0; last--)
        {
            int other = Next(last + 1);
            (elements[last], elements[other]) = (elements[other], elements[last]);
        }
    }

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
