using System.Globalization;
using System.Runtime.InteropServices;

namespace Attestry.Benchmarks.Reporting;

/// <summary>Where the figures come from.</summary>
/// <param name="Load">Runnable processes in the last minute, before the first round: others may have used the machine.</param>
internal sealed record Machine(string Processor, int Processors, string System, string Runtime, string Build, double? Load)
{
    internal static Machine Now() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        ServiceProcess.Build,
        LoadNow());

    private static string ProcessorName() =>
        File.Exists("/proc/cpuinfo")
            && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
                ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
                : RuntimeInformation.ProcessArchitecture.ToString();

    private static double? LoadNow() =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : null;
}
