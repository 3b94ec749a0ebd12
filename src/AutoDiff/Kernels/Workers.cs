using System;
using System.Threading;

namespace AutoDiff.Optimization;

/// <summary>Work on a range of elements that may be done piece by piece, in any order and on any thread.</summary>
internal interface IRangeWork
{
    void Run(nint start, nint end);
}

/// <summary>Splits large ranges over threads of the pool, without allocating. The caller does what no other thread gets to, so that it never waits for a busy pool.</summary>
internal sealed class Workers : IThreadPoolWorkItem
{
    /// <summary>The pieces: where one begins does not depend on the number of threads.</summary>
    public const int Piece = 1 << 15;

    // Below this, waking a thread that has gone to sleep while a gradient was computed takes longer than it saves.
    private const nint LeastShared = 16 * Piece;

    private IRangeWork? _work;
    private nint _length;
    private nint _piece;
    private int _pieces;
    private int _unclaimed;
    private int _finished;

    // Calls for help that no thread has followed yet: in a busy pool they would pile up, and its queue allocate. Whoever follows one helps with the range of that moment.
    private int _waiting;

    /// <summary>How many threads work at once, the caller included.</summary>
    public int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>Is a range of that length worth more than one thread?</summary>
    public bool Share(nint length) => length >= LeastShared && Threads > 1;

    public void Run(IRangeWork work, nint length)
    {
        if (!Share(length))
        {
            work.Run(0, length);
            return;
        }

        Run(work, length, Piece);
    }

    /// <summary>Splits a range that is worth it into pieces of a size of its own.</summary>
    public void Run(IRangeWork work, nint length, nint piece)
    {
        (_work, _length, _piece, _pieces, _finished) = (work, length, piece, (int)((length + piece - 1) / piece), 0);
        Volatile.Write(ref _unclaimed, _pieces); // last: a thread that comes late from an earlier range may claim from here on
        for (int i = 1 + Volatile.Read(ref _waiting); i < int.Min(Threads, _pieces); i++)
        {
            Interlocked.Increment(ref _waiting);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        Work();
        SpinWait wait = default;
        while (Volatile.Read(ref _finished) < _pieces)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        _work = null;
    }

    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Decrement(ref _waiting);
        Work();
    }

    private void Work()
    {
        // What is left counts down: once it is negative nothing can be claimed, whenever a thread comes.
        for (int claimed = Interlocked.Decrement(ref _unclaimed); claimed >= 0; claimed = Interlocked.Decrement(ref _unclaimed))
        {
            nint start = (_pieces - 1 - claimed) * _piece;
            _work!.Run(start, nint.Min(start + _piece, _length));
            Interlocked.Increment(ref _finished);
        }
    }
}
