using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Attestry.Benchmarks.Layers;

/// <summary>The peer: what a person would type to learn the digest of the unpacked layer.</summary>
internal static partial class PipedTools
{
    /// <returns>Wall-clock and processor time of the pipe, and the digest in hex.</returns>
    internal static async Task<(TimeSpan Elapsed, TimeSpan Processor, string Hex)> RunAsync(string layer, CancellationToken cancellation)
    {
        // `times` prints user and system time, of the shell and then of its children.
        var start = new ProcessStartInfo("sh", ["-c", "gzip -dc \"$1\" | sha256sum && times", "sh", layer]) { RedirectStandardOutput = true };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        watch.Stop();
        var times = Time().Matches(output);
        if (process.ExitCode != 0 || times.Count != 4)
            throw new BenchmarkException($"gzip and sha256sum exited with {process.ExitCode}.");
        return (watch.Elapsed, Read(times[2]) + Read(times[3]), output[..64]);
    }

    private static TimeSpan Read(Match time) => TimeSpan.FromSeconds(
        (60 * double.Parse(time.Groups[1].Value, CultureInfo.InvariantCulture)) + double.Parse(time.Groups[2].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"(\d+)m([\d.]+)s", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
