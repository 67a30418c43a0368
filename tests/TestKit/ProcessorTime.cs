using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Attestry.TestKit;

/// <summary>What work costs, whatever else the machine does meanwhile: the time that a processor spent on this thread.</summary>
public static class ProcessorTime
{
    private const int ThreadClock = 3;

    /// <summary>Of <paramref name="work"/>, which stays on this thread.</summary>
    public static TimeSpan Of(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var (before, thread) = (Now(), Environment.CurrentManagedThreadId);
        work();
        return thread == Environment.CurrentManagedThreadId ? Now() - before : throw new InvalidOperationException("The work went on in another thread.");
    }

    // clock_gettime(2): CLOCK_THREAD_CPUTIME_ID. Elsewhere the wall's clock has to do.
    private static TimeSpan Now() => OperatingSystem.IsLinux() && Read(ThreadClock, out var time) == 0
        ? new(time.Seconds * TimeSpan.TicksPerSecond + time.Nanoseconds / TimeSpan.NanosecondsPerTick)
        : Stopwatch.GetElapsedTime(0);

    [DllImport("libc", EntryPoint = "clock_gettime", ExactSpelling = true), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Read(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
