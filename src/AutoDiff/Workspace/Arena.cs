using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>
/// The workspace memory of one thread: a bump pointer into native memory, rewound when a scope ends. What outgrows a chunk gets another one;
/// when the outermost scope ends, several chunks are given up for one of their total size, so that the next time one is enough.
/// </summary>
internal sealed unsafe class Arena
{
    private const long FirstCapacity = (64 * 1024) - NativeBlock.Alignment;

    // Beyond this, chunks no longer double: a tape of gigabytes must not need twice its size.
    private const long LargestStep = 256L * 1024 * 1024;

#if DEBUG
    private const bool IsDebugBuild = true;
#else
    private const bool IsDebugBuild = false;
#endif

    [ThreadStatic]
    private static Arena? s_current;

    private readonly SlabPool _slabs = new();

    private byte* _top;
    private byte* _end;
    private Chunk* _chunk;
    private StackState* _stacks;

    private long _preferredCapacity = FirstCapacity;
    private bool _hasSeveralChunks;
    private int _depth;

    private long _bytes;
    private long _stackBytes;

    ~Arena()
    {
        // A thread may have died in the middle of a scope: its stacks are given up before the chunks they stand in.
        ReleaseStacks(null);
        _slabs.Trim();
        Chunk.Free(FirstChunk());
    }

    public static Arena Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => s_current ?? Create();
    }

    /// <summary>Whether fresh memory is filled with ones, which read as NaN.</summary>
    public static bool Poison { get; set; } = AppContext.TryGetSwitch("AutoDiff.PoisonWorkspace", out bool poison) ? poison : IsDebugBuild;

    public long PeakBytes { get; private set; }

    public void ResetPeak() => PeakBytes = _bytes + _stackBytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Mark Enter()
    {
        _depth++;
        return new Mark(_top, _chunk, _stacks, _bytes, _depth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave(in Mark mark)
    {
        RequireInnermost(mark);
        if (_stacks != mark.Stacks)
        {
            ReleaseStacks(mark.Stacks);
        }

        if (_chunk == mark.Chunk && !(_hasSeveralChunks && _depth == 1))
        {
            _top = mark.Top;
        }
        else
        {
            Rewind(mark);
        }

        _bytes = mark.Bytes;
        _depth--;
    }

    /// <summary>Memory for the innermost scope, which must be the one that began with the mark.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Allocate(in Mark mark, long bytes)
    {
        RequireInnermost(mark);
        byte* block = Bump(bytes);
        _bytes += bytes;
        UpdatePeak();
        if (Poison)
        {
            NativeMemory.Fill(block, (nuint)bytes, 0xFF);
        }

        return block;
    }

    public StackState* CreateStack(in Mark mark)
    {
        RequireInnermost(mark);
        var stack = (StackState*)Bump(sizeof(StackState));
        *stack = new StackState { Older = _stacks };
        return _stacks = stack;
    }

    /// <summary>Goes on in a slab above the current one, with room for so many bytes together.</summary>
    public void Grow(StackState* stack, int elementSize, long bytes)
    {
        Settle(stack);
        Slab* next = stack->Current == null ? null : stack->Current->Next;
        if (next != null && next->Capacity < bytes)
        {
            _slabs.Return(next);
            next = null;
        }

        if (next == null)
        {
            next = _slabs.Take(stack->Current, bytes);
        }

        if (stack->Current != null)
        {
            stack->Current->Used = stack->Top - stack->Base;
        }

        if (stack->First == null)
        {
            stack->First = next;
        }

        stack->Enter(next, stack->Bytes, elementSize);
        stack->Top = stack->Base;
    }

    /// <summary>Makes the topmost element lie below the top in the current slab, where a pop takes it; false when the stack is empty.</summary>
    public bool Shrink(StackState* stack, int elementSize)
    {
        if (stack->Bytes == 0)
        {
            return false;
        }

        Settle(stack);
        if (stack->Top == stack->Base)
        {
            Slab* previous = stack->Current->Previous;
            stack->Enter(previous, stack->Below - previous->Used, elementSize);
            stack->Top = stack->Base + previous->Used;
        }

        return true;
    }

    /// <summary>Gives back to the system what no open scope uses.</summary>
    public void Trim()
    {
        _slabs.Trim();
        if (_depth > 0)
        {
            Chunk.Free(_chunk == null ? null : _chunk->Next);
            return;
        }

        Chunk.Free(FirstChunk());
        ForgetChunks(FirstCapacity);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Arena Create() => s_current = new Arena();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Bump(long bytes)
    {
        long size = NativeBlock.RoundUp(bytes);
        if (size > _end - _top)
        {
            NextChunk(size);
        }

        byte* block = _top;
        _top += size;
        return block;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void UpdatePeak()
    {
        long bytes = _bytes + _stackBytes;
        if (bytes > PeakBytes)
        {
            PeakBytes = bytes;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void RequireInnermost(in Mark mark)
    {
        if (mark.Depth != _depth)
        {
            ThrowNotInnermost();
        }
    }

    [DoesNotReturn]
    private static void ThrowNotInnermost() =>
        throw new InvalidOperationException("Only the innermost workspace of a thread can be used, and only until it is disposed.");

    private void NextChunk(long size)
    {
        Chunk* next = _chunk == null ? null : _chunk->Next;
        if (next == null || next->Capacity < size)
        {
            Chunk.Free(next);
            next = Chunk.TryCreate(long.Max(size, _preferredCapacity), _chunk);
            if (next == null)
            {
                next = Chunk.TryCreate(size, _chunk);
            }

            if (next == null)
            {
                throw NativeBlock.Exhausted((UInt128)size);
            }

            _preferredCapacity = long.Min(2 * next->Capacity, LargestStep);
            _hasSeveralChunks = _chunk != null;
        }

        Use(next, Chunk.Start(next));
    }

    private void Use(Chunk* chunk, byte* top)
    {
        _chunk = chunk;
        _top = top;
        _end = Chunk.End(chunk);
    }

    private void Rewind(in Mark mark)
    {
        if (_hasSeveralChunks && _depth == 1)
        {
            ForgetChunks(preferredCapacity: Chunk.Free(FirstChunk()));
        }
        else if (mark.Chunk != null)
        {
            Use(mark.Chunk, mark.Top);
        }
        else
        {
            // The first chunk was created within the scope.
            Chunk* first = FirstChunk();
            Use(first, Chunk.Start(first));
        }
    }

    private Chunk* FirstChunk()
    {
        Chunk* first = _chunk;
        while (first != null && first->Previous != null)
        {
            first = first->Previous;
        }

        return first;
    }

    private void ForgetChunks(long preferredCapacity)
    {
        _chunk = null;
        _top = null;
        _end = null;
        _hasSeveralChunks = false;
        _preferredCapacity = preferredCapacity;
    }

    private void ReleaseStacks(StackState* youngestKept)
    {
        while (_stacks != youngestKept)
        {
            _slabs.Return(_stacks->First);
            _stackBytes -= _stacks->Highest;
            _stacks = _stacks->Older;
        }
    }

    /// <summary>Counts what was pushed since the last time.</summary>
    private void Settle(StackState* stack)
    {
        long bytes = stack->Bytes;
        if (bytes > stack->Highest)
        {
            _stackBytes += bytes - stack->Highest;
            stack->Highest = bytes;
            stack->Settled = (nuint)(stack->Top - stack->Base);
            UpdatePeak();
        }
    }

    /// <summary>What a scope restores when it ends.</summary>
    internal readonly struct Mark(byte* top, Chunk* chunk, StackState* stacks, long bytes, int depth)
    {
        public readonly byte* Top = top;
        public readonly Chunk* Chunk = chunk;
        public readonly StackState* Stacks = stacks;
        public readonly long Bytes = bytes;
        public readonly int Depth = depth;
    }
}
