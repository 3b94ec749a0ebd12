using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace AutoDiff.Training;

/// <summary>Ctrl-C, and the request of a system to end (SIGTERM), as a token: the first one cancels, the second one ends the process at once.</summary>
/// <example><code>
/// using var cancellation = new ConsoleCancellation();
/// TrainingResult result = training.Run(cancellation.Token);
/// </code></example>
public sealed class ConsoleCancellation : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Begins to listen.</summary>
    public ConsoleCancellation() =>
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel)];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Stops to listen: Ctrl-C ends the process again.</summary>
    public void Dispose()
    {
        Array.ForEach(_signals, static signal => signal.Dispose());
        _source.Dispose();
    }

    private void Cancel(PosixSignalContext signal)
    {
        signal.Cancel = !_source.IsCancellationRequested;
        if (signal.Cancel)
        {
            _source.Cancel();
        }
        else if (!Console.IsOutputRedirected)
        {
            Console.Write("\e[?25h"); // the cursor, which a living line hides
        }
    }
}
