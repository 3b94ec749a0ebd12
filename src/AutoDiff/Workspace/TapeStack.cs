using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>
/// A growing stack in a <see cref="Workspace"/>, for generated code: the tape of a loop whose length is not known in advance. Copies are the same stack.
/// </summary>
/// <remarks>Its slabs double in size up to a limit, and are kept for later pushes when a pop leaves them.</remarks>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly unsafe ref struct TapeStack<T>
    where T : unmanaged
{
    private readonly StackState* _state;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TapeStack(StackState* state) => _state = state;

    /// <summary>The number of elements.</summary>
    public long Count => _state->Bytes / sizeof(T);

    /// <summary>Puts an element on top.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(T value)
    {
        StackState* state = _state;
        if (state->Top == state->End)
        {
            Grow(state);
        }

        byte* top = state->Top;
        *(T*)top = value;
        state->Top = top + sizeof(T);
    }

    /// <summary>Takes off the topmost element.</summary>
    /// <exception cref="InvalidOperationException">The stack is empty.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pop()
    {
        StackState* state = _state;
        byte* top = state->Top - sizeof(T);

        // One unsigned comparison for both: at the bottom of the slab the difference wraps around, above what is settled it must be counted.
        if ((nuint)(top - state->Base) >= state->Settled)
        {
            Shrink(state);
            top = state->Top - sizeof(T);
        }

        state->Top = top;
        return *(T*)top;
    }

    /// <summary>Puts so many elements on top, whose content is undefined, and returns them. They are there until they are taken off.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public Span<T> Reserve(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        StackState* state = _state;
        long bytes = (long)count * sizeof(T);
        if (state->End - state->Top < bytes)
        {
            Arena.Current.Grow(state, sizeof(T), bytes);
        }

        Span<T> elements = new(state->Top, count);
        state->Top += bytes;
        if (Arena.Poison)
        {
            MemoryMarshal.AsBytes(elements).Fill(0xFF);
        }

        return elements;
    }

    /// <summary>Takes off so many elements that were put on together, and returns them. They are there until something else is put on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    /// <exception cref="InvalidOperationException">The stack does not hold so many together.</exception>
    public Span<T> Release(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        StackState* state = _state;
        if (count == 0)
        {
            return default;
        }

        if (state->Top == state->Base || (nuint)(state->Top - state->Base) > state->Settled)
        {
            Shrink(state);
        }

        long bytes = (long)count * sizeof(T);
        if (state->Top - state->Base < bytes)
        {
            ThrowEmpty();
        }

        state->Top -= bytes;
        return new(state->Top, count);
    }

    /// <summary>Takes off the topmost element, or returns <see langword="false"/> when the stack is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPop(out T value)
    {
        if (_state->Bytes == 0)
        {
            value = default;
            return false;
        }

        value = Pop();
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Grow(StackState* state) => Arena.Current.Grow(state, sizeof(T), sizeof(T));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Shrink(StackState* state)
    {
        if (!Arena.Current.Shrink(state, sizeof(T)))
        {
            ThrowEmpty();
        }
    }

    [DoesNotReturn]
    private static void ThrowEmpty() => throw new InvalidOperationException("The stack is empty.");
}
