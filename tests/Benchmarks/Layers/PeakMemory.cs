using System.Globalization;

namespace Attestry.Benchmarks.Layers;

/// <summary>Most memory that this process had resident since the last reset, as Linux counts it (proc(5), VmHWM).</summary>
internal static class PeakMemory
{
    internal static void Reset()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // proc(5): 5 sets the peak to what is resident now.
        File.WriteAllText("/proc/self/clear_refs", "5");
    }

    /// <summary>In bytes.</summary>
    internal static long Read()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
    }
}
