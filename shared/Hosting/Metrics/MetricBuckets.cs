using System.Diagnostics.Metrics;

namespace Attestry.Hosting.Metrics;

/// <summary>Upper bounds of a histogram's buckets: what the instrument advises, else by its unit.</summary>
internal static class MetricBuckets
{
    // The bounds that OpenTelemetry's semantic conventions give for durations of requests.
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
    private static readonly double[] Milliseconds = [5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];
    private static readonly double[] Bytes = [1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20, 1 << 22, 1 << 24, 1 << 26, 1 << 28, 1 << 30];
    private static readonly double[] Counts = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000];

    public static double[] Of(Instrument instrument) => Advice(instrument) is { Length: > 0 } advised ? advised : instrument.Unit switch
    {
        "s" => Seconds,
        "ms" => Milliseconds,
        "By" => Bytes,
        _ => Counts,
    };

    private static double[]? Advice(Instrument instrument) => instrument switch
    {
        Histogram<double> h => [.. h.Advice?.HistogramBucketBoundaries ?? []],
        Histogram<long> h => [.. (h.Advice?.HistogramBucketBoundaries ?? []).Select(bound => (double)bound)],
        Histogram<int> h => [.. (h.Advice?.HistogramBucketBoundaries ?? []).Select(bound => (double)bound)],
        _ => null,
    };
}
