using System;

namespace AutoDiff.Training;

/// <summary>One of the many random sequences of a seed, those of <see cref="Layers.CounterRandom"/>: the same on every machine, and known at any place at once.</summary>
/// <remarks>The number of the sequence may be that of an epoch: what is drawn in one says nothing about the others.</remarks>
internal struct CounterRandom(ulong seed, ulong sequence = 0)
{
    private readonly ulong _key = Layers.CounterRandom.Key(seed, sequence);
    private ulong _next;

    /// <summary>The next 64 random bits.</summary>
    public ulong Next() => Layers.CounterRandom.Bits(_key, _next++);

    /// <summary>64 random bits of the sequence by their place, from 0.</summary>
    public readonly ulong At(int index) => Layers.CounterRandom.Bits(_key, (ulong)index);

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
}
