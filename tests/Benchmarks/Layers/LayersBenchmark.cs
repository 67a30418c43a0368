using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Attestry.Benchmarks.Reporting;
using Attestry.Oci.Layers;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Layers;
using Attestry.TestKit;

namespace Attestry.Benchmarks.Layers;

/// <summary>How fast a layer is read, checked and catalogued.</summary>
internal sealed class LayersBenchmark
{
    private readonly string _path;
    private readonly Descriptor _layer;
    private readonly Side _alone = new("reader alone");
    private readonly Side _cataloged = new("reader and catalogers");
    private readonly Side _peer = new("gzip -dc | sha256sum");
    private readonly Series _resident = new("this process before it, resident memory", "MB");
    private readonly Series _memory = new("reader and catalogers, peak resident memory", "MB");
    private LayerReport? _report;

    private LayersBenchmark(string path, Descriptor layer) => (_path, _layer) = (path, layer);

    internal static async Task<Report> RunAsync(FileInfo? given, long size, int rounds, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var path = given?.FullName ?? folder.File("layer.tar.gz");
        if (given is null)
            PackedLayer.Write(path, size);
        using var file = File.OpenRead(path);
        var layer = new Descriptor(MediaTypes.OciLayer, Digest.FromHash(HashAlgorithmName.SHA256, await SHA256.HashDataAsync(file, cancellation)), file.Length);
        return await new LayersBenchmark(path, layer).RunAsync(rounds, cancellation);
    }

    private async Task<Report> RunAsync(int rounds, CancellationToken cancellation)
    {
        // Compiled and in the page cache before the first round.
        await PassAsync(new LayerCataloger(), new Side(""), cancellation);
        var machine = Machine.Now();
        var packages = 0;
        for (var round = 0; round < rounds; round++)
        {
            await PassAsync(new IgnoredEntries(), _alone, cancellation);
            PeakMemory.Reset();
            _resident.Add(PeakMemory.Read() / 1e6);
            var cataloger = new LayerCataloger();
            var report = await PassAsync(cataloger, _cataloged, cancellation);
            _memory.Add(PeakMemory.Read() / 1e6);
            packages = cataloger.Finish(_layer.Digest, report).Sources.Sum(source => source.Packages.Count);
            await PeerAsync(cancellation);
        }
        return Report(machine, packages);
    }

    private async Task<LayerReport> PassAsync(ILayerVisitor visitor, Side side, CancellationToken cancellation)
    {
        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var (watch, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        _report = await LayerReader.ReadAsync(file, _layer, null, LayerLimits.Default, visitor, cancellation);
        side.Add(watch.Elapsed, Environment.CpuUsage.TotalTime - processor, _report);
        return _report.Complete ? _report : throw new BenchmarkException($"The layer is not read to its end: {string.Join("; ", _report.Findings.Select(f => f.Message))}");
    }

    private async Task PeerAsync(CancellationToken cancellation)
    {
        var (elapsed, processor, hex) = await PipedTools.RunAsync(_path, cancellation);
        if (hex != _report!.DiffId.Hex)
            throw new BenchmarkException($"The peer computed {hex}, the reader {_report.DiffId}.");
        _peer.Add(elapsed, processor, _report);
    }

    private Report Report(Machine machine, int packages) => new(
        "layers",
        string.Create(CultureInfo.InvariantCulture, $"{_report!.CompressedBytes / 1e6:F0} MB compressed, {_report.UncompressedBytes / 1e6:F0} MB unpacked, {_report.Entries:#,0} entries, {packages:#,0} packages found"),
        machine,
        [.. _alone.All, .. _cataloged.All, _resident, _memory, .. _peer.All],
        [
            _alone.Unpacked.RatioTo(_peer.Unpacked, "reader alone, speed to the peer's"),
            _cataloged.Unpacked.RatioTo(_peer.Unpacked, "reader and catalogers, speed to the peer's"),
            _cataloged.Processor.RatioTo(_peer.Processor, "reader and catalogers, processor time to the peer's"),
        ]);

    /// <summary>What is measured of each contestant.</summary>
    private sealed class Side(string name)
    {
        internal Series Compressed { get; } = new($"{name}, compressed", "MB/s");

        internal Series Unpacked { get; } = new($"{name}, unpacked", "MB/s");

        internal Series Processor { get; } = new($"{name}, processor time", "s/GB");

        internal IReadOnlyList<Series> All => [Compressed, Unpacked, Processor];

        internal void Add(TimeSpan elapsed, TimeSpan processor, LayerReport report)
        {
            Compressed.Add(report.CompressedBytes / 1e6 / elapsed.TotalSeconds);
            Unpacked.Add(report.UncompressedBytes / 1e6 / elapsed.TotalSeconds);
            Processor.Add(processor.TotalSeconds / (report.UncompressedBytes / 1e9));
        }
    }
}
