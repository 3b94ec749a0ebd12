using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>A block of native memory that an <see cref="Arena"/> hands out from its start to its end. This header stands before the memory.</summary>
internal unsafe struct Chunk
{
    public Chunk* Previous;
    public Chunk* Next;
    public long Capacity;

    public static byte* Start(Chunk* chunk) => (byte*)chunk + NativeBlock.Alignment;

    public static byte* End(Chunk* chunk) => Start(chunk) + chunk->Capacity;

    /// <summary>A chunk of the capacity after the given one, or null when memory is exhausted.</summary>
    public static Chunk* TryCreate(long capacity, Chunk* previous)
    {
        var chunk = (Chunk*)NativeBlock.TryAllocate(NativeBlock.Alignment + capacity);
        if (chunk != null)
        {
            *chunk = new Chunk { Previous = previous, Capacity = capacity };
            if (previous != null)
            {
                previous->Next = chunk;
            }
        }

        return chunk;
    }

    /// <summary>Frees the chunk and all that follow it; the sum of their capacities.</summary>
    public static long Free(Chunk* chunk)
    {
        if (chunk != null && chunk->Previous != null)
        {
            chunk->Previous->Next = null;
        }

        long total = 0;
        while (chunk != null)
        {
            Chunk* next = chunk->Next;
            total += chunk->Capacity;
            NativeMemory.AlignedFree(chunk);
            chunk = next;
        }

        return total;
    }
}
