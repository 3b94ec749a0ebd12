using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace AutoDiff.Tests;

/// <summary>Runs a test on a thread of its own, whose workspace nothing has used before.</summary>
internal static class OnOwnThread
{
    public static void Run(Action test)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                test();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
