namespace AutoDiff;

/// <summary>
/// Where a <see cref="TapeStack{T}"/> stands. It lives in the arena, so that copies of a stack are the same stack and the arena knows all of them.
/// </summary>
internal unsafe struct StackState
{
    /// <summary>Where the next element goes; the elements of the current slab fill <see cref="Base"/> to <see cref="End"/>.</summary>
    public byte* Top;
    public byte* Base;
    public byte* End;

    /// <summary>How far into the current slab the stack is known to have reached: a pop from there on leaves the fast path, to be counted.</summary>
    public nuint Settled;

    public Slab* First;
    public Slab* Current;

    /// <summary>The bytes of elements in the slabs below the current one.</summary>
    public long Below;

    /// <summary>The bytes of elements at the highest known point.</summary>
    public long Highest;

    /// <summary>The stack created before this one on the same thread.</summary>
    public StackState* Older;

    public readonly long Bytes => Below + (Top - Base);

    /// <summary>Goes on in a slab above or below, whose elements begin after <paramref name="below"/> bytes.</summary>
    public void Enter(Slab* slab, long below, int elementSize)
    {
        long capacity = slab->Capacity / elementSize * elementSize;
        Current = slab;
        Below = below;
        Base = Slab.Start(slab);
        End = Base + capacity;
        Settled = (nuint)long.Clamp(Highest - below, 0, capacity);
    }
}
