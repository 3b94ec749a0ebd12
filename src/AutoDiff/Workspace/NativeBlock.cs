using System;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>Native memory aligned for the widest vectors, which is also a cache line.</summary>
internal static unsafe class NativeBlock
{
    public const int Alignment = 64;

    public static long RoundUp(long bytes) => (bytes + (Alignment - 1)) & -Alignment;

    /// <summary>A block of that many bytes, or null when memory is exhausted.</summary>
    public static void* TryAllocate(long bytes)
    {
        try
        {
            return NativeMemory.AlignedAlloc(checked((nuint)bytes), Alignment);
        }
        catch (Exception exhausted) when (exhausted is OutOfMemoryException or OverflowException)
        {
            return null;
        }
    }

    public static Exception Exhausted(UInt128 bytes) =>
        new InvalidOperationException($"The workspace needs {bytes} more bytes, and memory is exhausted.");
}
