using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>
/// A scope of working memory, for generated code. The memory is native and belongs to the thread, which keeps it for later scopes: after warm-up nothing
/// is allocated. Scopes nest; what the innermost one has handed out ends with it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly unsafe ref struct Workspace : IDisposable
{
    private readonly Arena _arena;
    private readonly Arena.Mark _mark;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Workspace(Arena arena)
    {
        _arena = arena;
        _mark = arena.Enter();
    }

    /// <summary>
    /// The most bytes in use at one time on this thread since <see cref="ResetPeak"/>: the lengths asked for, and of stacks the elements on
    /// them (a stack counts by its highest point until its scope ends, and is counted when it is first popped).
    /// </summary>
    public static long PeakBytes => Arena.Current.PeakBytes;

    /// <summary>Whether memory is filled with ones before it is handed out, so that reading what was never written yields NaN. For tests.</summary>
    /// <remarks>
    /// On from the start in a debug build of this library, off in a release build. The runtime configuration switch <c>AutoDiff.PoisonWorkspace</c>, which a
    /// project sets by a <c>RuntimeHostConfigurationOption</c> of that name, decides otherwise.
    /// </remarks>
    public static bool Poison
    {
        get => Arena.Poison;
        set => Arena.Poison = value;
    }

    /// <summary>Begins a scope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Workspace Enter() => new(Arena.Current);

    /// <summary>Makes <see cref="PeakBytes"/> what is in use now.</summary>
    public static void ResetPeak() => Arena.Current.ResetPeak();

    /// <summary>Gives back to the system the memory that this thread keeps and no open scope uses.</summary>
    public static void Trim() => Arena.Current.Trim();

    /// <summary>A span of undefined content, aligned to 64 bytes.</summary>
    /// <exception cref="OverflowException">The length is negative, as when an array is created.</exception>
    /// <exception cref="InvalidOperationException">The memory is exhausted, or a span cannot be that long, or a scope inside this one is open.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Allocate<T>(long length)
        where T : unmanaged
    {
        if ((ulong)length > int.MaxValue)
        {
            ThrowLength(length, sizeof(T));
        }

        return new Span<T>(_arena.Allocate(in _mark, length * sizeof(T)), (int)length);
    }

    /// <summary>A matrix of undefined content, aligned to 64 bytes.</summary>
    /// <exception cref="OverflowException">A length is negative, or there are more elements than can be counted, as when an array is created.</exception>
    /// <exception cref="InvalidOperationException">The memory is exhausted, or a span cannot be that long, or a scope inside this one is open.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MatrixSpan<T> Allocate<T>(long rows, long columns)
        where T : unmanaged
    {
        if ((ulong)rows > int.MaxValue || (ulong)columns > int.MaxValue)
        {
            ThrowLength(long.Min(rows, columns) < 0 ? long.Min(rows, columns) : long.Max(rows, columns), sizeof(T));
        }

        return new MatrixSpan<T>(Allocate<T>(rows * columns), (int)rows, (int)columns);
    }

    /// <summary>An empty stack. It may be used until this scope ends, also while scopes inside this one are open.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TapeStack<T> Stack<T>()
        where T : unmanaged => new(_arena.CreateStack(in _mark));

    /// <summary>Ends the scope, and with it all that it has handed out.</summary>
    /// <exception cref="InvalidOperationException">A scope inside this one is open.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Dispose() => _arena.Leave(in _mark);

    [DoesNotReturn]
    private static void ThrowLength(long length, int elementSize)
    {
        if (length < 0)
        {
            throw new OverflowException($"The workspace has no memory of length {length}.");
        }

        throw new InvalidOperationException(
            $"The workspace needs {(UInt128)length * (UInt128)elementSize} bytes for {length} elements; a span holds at most {int.MaxValue}.");
    }
}
