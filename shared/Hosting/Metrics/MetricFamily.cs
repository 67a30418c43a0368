using System.Collections.Concurrent;

namespace Attestry.Hosting.Metrics;

/// <summary>All series of one metric name. Recording takes no lock but the series' own and allocates only for a new series.</summary>
internal sealed class MetricFamily(string name, MetricKind kind, string? help, double[] buckets, int mostSeries)
{
    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private int _count;

    public string Name => name;

    public MetricKind Kind => kind;

    public string? Help => help;

    /// <summary>Label text (<c>a="1",b="2"</c>, empty for none) and series, in the order of labels.</summary>
    public IEnumerable<KeyValuePair<string, MetricSeries>> Series => _series.OrderBy(series => series.Key, StringComparer.Ordinal);

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Span<char> buffer = stackalloc char[LabelText.Longest];
        var labels = LabelText.Write(tags, buffer);
        if (!_series.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(labels, out var series))
            series = Add(labels);
        series.Record(value);
    }

    /// <summary>Forgets what was observed before, so that what is no longer reported is no longer shown.</summary>
    public void BeginObservation()
    {
        if (!kind.Observed)
            return;
        _series.Clear();
        _count = 0;
    }

    // A label that takes its value from the outside must not fill the memory: what exceeds the limit is counted together.
    private MetricSeries Add(ReadOnlySpan<char> labels) =>
        Interlocked.Increment(ref _count) <= mostSeries
            ? _series.GetOrAdd(labels.ToString(), _ => New())
            : _series.GetOrAdd(LabelText.Overflow, _ => New());

    private MetricSeries New() => kind.Type == MetricKind.Histogram ? new HistogramSeries(buckets) : new ScalarSeries(kind.Absolute);
}
