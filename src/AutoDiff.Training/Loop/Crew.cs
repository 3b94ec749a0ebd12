using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace AutoDiff.Training;

/// <summary>Work in numbered jobs, which may be done in any order and by any worker.</summary>
internal interface IJobs
{
    void Do(int job, int worker);
}

/// <summary>Threads that live for a whole training and do jobs together with the one that calls. Nothing is allocated for a run.</summary>
/// <remarks>Threads of their own, so that a worker has a number and its workspace stays warm; the pool gives neither.</remarks>
internal sealed class Crew : IDisposable
{
    // How often a thread looks for more work before it sleeps: a few microseconds, which is what the gap between the gradients of a batch and their sum takes.
    private const int Looks = 20;

    private readonly object _gate = new();
    private readonly Thread[] _helpers;
    private IJobs? _work;
    private int _jobs;
    private int _unclaimed;
    private int _finished;
    private int _call;
    private bool _isOver;
    private (int Job, Exception Reason)? _failure;

    /// <param name="workers">How many work at once, the caller included.</param>
    public Crew(int workers)
    {
        _helpers = new Thread[workers - 1];
        for (int i = 0; i < _helpers.Length; i++)
        {
            int worker = i + 1;
            _helpers[i] = new Thread(() => Help(worker)) { IsBackground = true, Name = $"training {worker}" };
            _helpers[i].Start();
        }
    }

    /// <summary>Does all jobs.</summary>
    /// <exception cref="Exception">What a job threw; of several the one with the least number. All jobs have ended.</exception>
    public void Run(IJobs work, int jobs)
    {
        (_work, _jobs, _finished, _failure) = (work, jobs, 0, null);
        Volatile.Write(ref _unclaimed, jobs); // last: a helper that comes late from an earlier call may claim from here on
        if (jobs > 1 && _helpers.Length > 0)
        {
            lock (_gate)
            {
                _call++;
                Monitor.PulseAll(_gate);
            }
        }

        Work(worker: 0);
        SpinWait wait = default;
        while (Volatile.Read(ref _finished) < jobs)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        _work = null;
        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure.Reason);
        }
    }

    /// <summary>Ends the threads. Not during a run.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            Monitor.PulseAll(_gate);
        }

        Array.ForEach(_helpers, static helper => helper.Join());
    }

    private void Help(int worker)
    {
        for (int seen = 0; WaitForCall(ref seen);)
        {
            Work(worker);
        }

        Workspace.Trim();
    }

    private bool WaitForCall(ref int seen)
    {
        SpinWait wait = default;
        for (int look = 0; look < Looks && Volatile.Read(ref _call) == seen; look++)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        lock (_gate)
        {
            while (_call == seen && !_isOver)
            {
                Monitor.Wait(_gate);
            }

            seen = _call;
            return !_isOver;
        }
    }

    private void Work(int worker)
    {
        // What is left counts down: once it is negative nothing can be claimed, whenever a thread comes.
        for (int claimed = Interlocked.Decrement(ref _unclaimed); claimed >= 0; claimed = Interlocked.Decrement(ref _unclaimed))
        {
            int job = _jobs - 1 - claimed;
            try
            {
                _work!.Do(job, worker);
            }
            catch (Exception reason)
            {
                Keep(job, reason);
            }

            Interlocked.Increment(ref _finished);
        }
    }

    private void Keep(int job, Exception reason)
    {
        lock (_gate)
        {
            if (_failure is not { } other || job < other.Job)
            {
                _failure = (job, reason);
            }
        }
    }
}
