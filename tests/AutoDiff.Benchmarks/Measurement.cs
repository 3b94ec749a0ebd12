using System;
using System.Diagnostics;
using System.Linq;

namespace AutoDiff.Benchmarks;

/// <summary>Time, heap memory and working memory of one call.</summary>
internal readonly record struct Measurement(double MedianNanoseconds, double MinNanoseconds, int Repetitions, long Bytes, long PeakWorkspaceBytes)
{
    private const int LeastRepetitions = 9;
    private const int MostRepetitions = 101;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(500);

    private static double s_sink;

    /// <summary>Repeats samples of equally many calls, each long enough for the clock, until the budget is used up.</summary>
    public static Measurement Of(Func<double> run)
    {
        long calls = CallsPerSample(run);
        long bytes = BytesPerCall(run), peak = PeakWorkspaceBytesOf(run);
        var times = new double[MostRepetitions];
        long start = Stopwatch.GetTimestamp();
        int repetitions = 0;
        while (repetitions < MostRepetitions && (repetitions < LeastRepetitions || Stopwatch.GetElapsedTime(start) < Budget))
        {
            times[repetitions++] = Time(run, calls).TotalNanoseconds / calls;
        }

        double[] sorted = [.. times.Take(repetitions).Order()];
        return new Measurement(sorted[repetitions / 2], sorted[0], repetitions, bytes, peak);
    }

    private static long CallsPerSample(Func<double> run)
    {
        long calls = 0;
        long start = Stopwatch.GetTimestamp();
        do
        {
            s_sink += run();
            calls++;
        }
        while (Stopwatch.GetElapsedTime(start) < WarmUp);

        return long.Max(1, (long)(calls * (Sample / Stopwatch.GetElapsedTime(start))));
    }

    private static long BytesPerCall(Func<double> run)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        s_sink += run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static long PeakWorkspaceBytesOf(Func<double> run)
    {
        Workspace.ResetPeak();
        s_sink += run();
        return Workspace.PeakBytes;
    }

    private static TimeSpan Time(Func<double> run, long calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (long i = 0; i < calls; i++)
        {
            s_sink += run();
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
