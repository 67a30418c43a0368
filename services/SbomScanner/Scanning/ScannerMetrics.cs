using System.Diagnostics.Metrics;
using Attestry.Primitives;
using Attestry.Sbom.Scanning;

namespace Attestry.SbomScanner.Scanning;

internal sealed class ScannerMetrics
{
    private readonly Counter<long> _layersRead;
    private readonly Counter<long> _layersCached;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _judged;
    private readonly Histogram<double> _duration;

    public ScannerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Attestry.SbomScanner");
        _layersRead = meter.CreateCounter<long>("attestry.sbom.layers.scanned", description: "Layers that were read from a registry.");
        _layersCached = meter.CreateCounter<long>("attestry.sbom.layers.cached", description: "Layers whose catalog was known already.");
        _bytes = meter.CreateCounter<long>("attestry.sbom.layers.read", "By", "Compressed bytes of the layers that were read.");
        _judged = meter.CreateCounter<long>("attestry.vulnerabilities.rejudged", description: "Artifacts that were judged anew because more became known of what they hold.");
        _duration = meter.CreateHistogram<double>("attestry.sbom.scan.duration", "s", "From the request to the saved evidence.");
    }

    internal void Judged(bool changed) => _judged.Add(1, new KeyValuePair<string, object?>("changed", changed));

    internal void Scanned(ScanStatistics statistics, TimeSpan duration, Verdict verdict)
    {
        _layersRead.Add(statistics.LayersRead);
        _layersCached.Add(statistics.LayersCached);
        _bytes.Add(statistics.CompressedBytes);
        _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("verdict", verdict == Verdict.Failed ? "failed" : "passed"));
    }
}
