using System.Numerics;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>The slabs of one thread that no stack uses now, sorted by size.</summary>
/// <remarks>
/// Stacks do not take their slabs from the arena: a stack may grow while a scope inside its own is open, and must keep the slab when that scope ends.
/// </remarks>
internal sealed unsafe class SlabPool
{
    private const int SmallestClass = 10;
    private const int LargestClass = 20;

    // One list for each power of two.
    private readonly Slab*[] _free = new Slab*[64];

    /// <summary>An unlinked slab, twice as large as the one below it until the largest size, with room for so many bytes at least.</summary>
    public Slab* Take(Slab* below, long bytes)
    {
        int wanted = below == null ? SmallestClass : int.Min(below->SizeClass + 1, LargestClass);
        int needed = BitOperations.Log2((ulong)(NativeBlock.Alignment + bytes) - 1) + 1;
        int sizeClass = int.Max(wanted, needed);

        Slab* slab = _free[sizeClass];
        if (slab != null)
        {
            _free[sizeClass] = slab->Next;
        }
        else
        {
            slab = (Slab*)NativeBlock.TryAllocate(1L << sizeClass);
            if (slab == null)
            {
                throw NativeBlock.Exhausted(1ul << sizeClass);
            }
        }

        *slab = new Slab { Previous = below, SizeClass = sizeClass };
        if (below != null)
        {
            below->Next = slab;
        }

        return slab;
    }

    /// <summary>Takes back a slab and all above it.</summary>
    public void Return(Slab* slab)
    {
        while (slab != null)
        {
            Slab* next = slab->Next;
            slab->Next = _free[slab->SizeClass];
            _free[slab->SizeClass] = slab;
            slab = next;
        }
    }

    /// <summary>Frees the slabs in the pool.</summary>
    public void Trim()
    {
        for (int sizeClass = 0; sizeClass < _free.Length; sizeClass++)
        {
            while (_free[sizeClass] != null)
            {
                Slab* slab = _free[sizeClass];
                _free[sizeClass] = slab->Next;
                NativeMemory.AlignedFree(slab);
            }
        }
    }
}
