using System.Diagnostics;
using System.Globalization;
using Attestry.Benchmarks.Layers;
using Attestry.Benchmarks.Reporting;
using Attestry.TestKit;
using Attestry.TestKit.Servers;
using Attestry.Tpm.Ima;

namespace Attestry.Benchmarks.Tpm;

/// <summary>How fast a list is replayed, and in how much memory.</summary>
internal static class ImaBenchmark
{
    private static readonly TimeSpan PeerLimit = TimeSpan.FromMinutes(10);

    internal static async Task<Report> RunAsync(int entries, int rounds, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("binary_runtime_measurements");
        var list = WrittenList.Write(path, entries);
        var (ours, peer) = (new Series("replay into two banks", "entries/s"), new Series("evmctl ima_measurement, whole process", "entries/s"));
        var (resident, memory) = (new Series("this process before it, resident memory", "MB"), new Series("replay, peak resident memory", "MB"));
        // What a core does that has nothing else to do: the load of the machine does not count.
        var processor = new Series("replay into two banks, by processor time", "entries/s");
        var evmctl = ExternalProgram.Search("evmctl");
        string[] arguments = ["ima_measurement", .. list.WritePcrs(folder.Path), path];
        Replay(path, list, entries);
        var machine = Machine.Now();
        for (var round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            PeakMemory.Reset();
            resident.Add(PeakMemory.Read() / 1e6);
            var before = Environment.CpuUsage.TotalTime;
            ours.Add(entries / Replay(path, list, entries).TotalSeconds);
            processor.Add(entries / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
            memory.Add(PeakMemory.Read() / 1e6);
            if (evmctl is null)
                continue;
            var watch = Stopwatch.StartNew();
            await ChildProcess.RunAsync(evmctl, arguments, within: PeerLimit);
            peer.Add(entries / watch.Elapsed.TotalSeconds);
        }
        return new(
            "ima",
            string.Create(CultureInfo.InvariantCulture, $"{entries:#,0} ima-ng entries, {new FileInfo(path).Length / 1e6:F0} MB, into SHA-1 and SHA-256{(evmctl is null ? "; no evmctl here to compare with" : "")}"),
            machine,
            evmctl is null ? [ours, processor, resident, memory] : [ours, processor, resident, memory, peer],
            evmctl is null ? [] : [ours.RatioTo(peer, "replay, to the peer")]);
    }

    private static TimeSpan Replay(string path, WrittenList list, int entries)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var watch = Stopwatch.StartNew();
        var result = ImaVerifier.Verify(new ImaBinaryReader(file), new(list.Quoted, 1));
        return result.Succeeded && result.Proven.Entries == entries
            ? watch.Elapsed
            : throw new BenchmarkException($"The list was not proven: {string.Join("; ", result.Findings.Select(finding => finding.Message))}");
    }
}
