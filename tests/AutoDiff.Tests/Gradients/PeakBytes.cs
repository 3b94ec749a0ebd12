using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>The most working memory that a gradient holds at one time.</summary>
internal static class PeakBytes
{
    public static long Of(Action gradient)
    {
        long peak = 0;
        OnOwnThread.Run(() =>
        {
            Workspace.ResetPeak();
            gradient();
            peak = Workspace.PeakBytes;
        });
        return peak;
    }
}
