using System.Diagnostics;
using System.Globalization;
using Attestry.Benchmarks.Layers;
using Attestry.Benchmarks.Reporting;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Sbom.Layers;
using Attestry.Sbom.Scanning;
using Attestry.TestKit;

namespace Attestry.Benchmarks.Scans;

/// <summary>How fast whole images and directories are scanned, with every check on.</summary>
internal sealed class ScanBenchmark
{
    /// <summary>Trivy on an unpacked Debian root of 423 MB: 0.94 s, measured on another machine.</summary>
    private const double TrivyBytesPerSecond = 423e6 / 0.94;

    private readonly PackedImage _image;
    private readonly string _knownLayer;
    private readonly DirectoryTree _root;
    private readonly Side _limit = new("gzip -dc | sha256sum of each layer");
    private readonly Side _whole = new("whole image");
    private readonly Side _cached = new("whole image, its base known");
    private readonly Side _directory = new("dir:");
    private readonly Series _memory = new("whole image, peak resident memory of a process", "MB");
    private readonly Series _cachedMemory = new("whole image, its base known, peak resident memory of a process", "MB");
    private readonly Series _directoryMemory = new("dir:, peak resident memory of a process", "MB");
    private long _directoryBytes;

    private ScanBenchmark(PackedImage image, string knownLayer, DirectoryTree root) => (_image, _knownLayer, _root) = (image, knownLayer, root);

    internal static async Task<Report> RunAsync(long size, DirectoryInfo? root, int rounds, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var image = await PackedImage.WriteAsync(folder.Path, size, cancellation);
        if (root is null)
            await image.UnpackAsync(folder.File("root"), cancellation);
        return await new ScanBenchmark(image, folder.File("base.json"), new(root?.FullName ?? folder.File("root"))).RunAsync(rounds, cancellation);
    }

    private async Task<Report> RunAsync(int rounds, CancellationToken cancellation)
    {
        // Compiled and in the page cache before the first round.
        var packages = (await ScanAsync(new MemoryLayerCatalogCache(), cancellation)).Images[0].Catalog.Packages.Count;
        await DirectoryAsync(cancellation);
        var machine = Machine.Now();
        for (var round = 0; round < rounds; round++)
        {
            await LimitAsync(cancellation);
            var cache = new MemoryLayerCatalogCache();
            var scan = await MeasureAsync(_whole, () => ScanAsync(cache, cancellation));
            var known = new MemoryLayerCatalogCache();
            var below = (await cache.GetAsync(scan.Images[0].Catalog.Hygiene.Layers[0].Layer, cancellation))!;
            await known.PutAsync(below, cancellation);
            await MeasureAsync(_cached, () => ScanAsync(known, cancellation));
            var directory = await MeasureAsync(_directory, () => DirectoryAsync(cancellation));
            await File.WriteAllBytesAsync(_knownLayer, LayerCatalogJson.Write(below), cancellation);
            _memory.Add(await SingleScan.MeasureAsync("--layout", _image.Layout) / 1e6);
            _cachedMemory.Add(await SingleScan.MeasureAsync("--layout", _image.Layout, "--known", _knownLayer) / 1e6);
            _directoryMemory.Add(await SingleScan.MeasureAsync("--root", _root.Name) / 1e6);
            _directoryBytes = directory.Images[0].Catalog.Hygiene.Layers[0].UncompressedBytes;
        }
        return Report(machine, packages);
    }

    private async Task<ArtifactScan> ScanAsync(MemoryLayerCatalogCache cache, CancellationToken cancellation)
    {
        await using var source = await OciLayout.OpenAsync(_image.Layout, cancellation);
        var scan = await ArtifactScanner.ScanAsync(source, PackedImage.Tag, cache, cancellation);
        return scan.Images is [{ Complete: true }] ? scan : throw new BenchmarkException($"The image is not read whole: {string.Join("; ", scan.Findings.Select(f => f.Message))}");
    }

    private Task<ArtifactScan> DirectoryAsync(CancellationToken cancellation) => DirectoryScanner.ScanAsync(_root, cancellation);

    private static async Task<ArtifactScan> MeasureAsync(Side side, Func<Task<ArtifactScan>> scan)
    {
        var (watch, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var result = await scan();
        side.Add(watch.Elapsed, Environment.CpuUsage.TotalTime - processor);
        return result;
    }

    private async Task LimitAsync(CancellationToken cancellation)
    {
        var (elapsed, processor) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var layer in _image.Layers)
        {
            var one = await PipedTools.RunAsync(layer, cancellation);
            (elapsed, processor) = (elapsed + one.Elapsed, processor + one.Processor);
        }
        _limit.Add(elapsed, processor);
    }

    private Report Report(Machine machine, int packages)
    {
        var rate = new Series("whole image, compressed", "MB/s");
        var trivy = new Series("dir:, time to Trivy's for as many bytes, elsewhere (423 MB in 0.94 s)", "×");
        foreach (var milliseconds in _whole.Wall.Rounds)
            rate.Add(_image.CompressedBytes / 1e3 / milliseconds);
        foreach (var milliseconds in _directory.Wall.Rounds)
            trivy.Add(milliseconds / 1e3 / (_directoryBytes / TrivyBytesPerSecond));
        return new(
            "scan",
            string.Create(CultureInfo.InvariantCulture, $"image of 2 layers, {_image.CompressedBytes / 1e6:F0} MB compressed, {_image.UncompressedBytes / 1e6:F0} MB unpacked, {packages:#,0} packages; directory of {_directoryBytes / 1e6:F0} MB"),
            machine,
            [.. _limit.All, .. _whole.All, rate, _memory, .. _cached.All, _cachedMemory, .. _directory.All, _directoryMemory],
            [
                _whole.Wall.RatioTo(_limit.Wall, "whole image, time to the limit's"),
                _whole.Processor.RatioTo(_limit.Processor, "whole image, processor time to the limit's"),
                _cached.Wall.RatioTo(_whole.Wall, "base known, time to that of nothing known"),
                trivy,
            ]);
    }

    /// <summary>What is measured of each contestant.</summary>
    private sealed class Side(string name)
    {
        internal Series Wall { get; } = new($"{name}, time", "ms");

        internal Series Processor { get; } = new($"{name}, processor time", "ms");

        internal IReadOnlyList<Series> All => [Wall, Processor];

        internal void Add(TimeSpan elapsed, TimeSpan processor)
        {
            Wall.Add(elapsed.TotalMilliseconds);
            Processor.Add(processor.TotalMilliseconds);
        }
    }
}
