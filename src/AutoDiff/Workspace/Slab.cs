namespace AutoDiff;

/// <summary>A piece of a <see cref="TapeStack{T}"/>, linked to the one below it and the one above. This header stands before the elements.</summary>
internal unsafe struct Slab
{
    public Slab* Previous;
    public Slab* Next;

    /// <summary>The bytes of elements in it, while the stack goes on above it.</summary>
    public long Used;

    /// <summary>The logarithm of its size, header included.</summary>
    public int SizeClass;

    public static byte* Start(Slab* slab) => (byte*)slab + NativeBlock.Alignment;

    /// <summary>The bytes that follow the header.</summary>
    public readonly long Capacity => (1L << SizeClass) - NativeBlock.Alignment;
}
