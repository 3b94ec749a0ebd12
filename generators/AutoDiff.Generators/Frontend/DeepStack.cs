using System;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace AutoDiff.Generators.Frontend;

/// <summary>Recursion as deep as an expression is nested, whatever thread the compiler runs on: where its stack ends, it goes on on that of another.</summary>
internal static class DeepStack
{
    private const int Size = 16 << 20;

    /// <summary>There is room for some more frames.</summary>
    public static bool IsSufficient()
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return true;
        }
        catch (InsufficientExecutionStackException)
        {
            return false;
        }
    }

    /// <summary>Runs on a new stack while this one waits.</summary>
    public static T Continue<T>(Func<T> run)
    {
        T result = default!;
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = run();
                }
                catch (Exception exception)
                {
                    thrown = ExceptionDispatchInfo.Capture(exception);
                }
            },
            Size);
        thread.Start();
        thread.Join();
        thrown?.Throw();
        return result;
    }
}
