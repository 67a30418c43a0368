namespace Attestry.Hosting.Metrics;

/// <summary>Counts by fixed upper bounds, and the sum of the values.</summary>
internal sealed class HistogramSeries(double[] bounds) : MetricSeries
{
    private readonly Lock _gate = new();
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    public override void Record(double value)
    {
        // A value equal to a bound is inside it: buckets are "less than or equal".
        var at = Array.BinarySearch(bounds, value);
        lock (_gate)
        {
            _counts[at < 0 ? ~at : at]++;
            _sum += value;
        }
    }

    /// <summary>Bounds with their cumulative counts, the last being infinity; and the sum, all of one moment.</summary>
    public (IReadOnlyList<(double Bound, long Count)> Buckets, double Sum) Read()
    {
        var buckets = new (double, long)[_counts.Length];
        lock (_gate)
        {
            long total = 0;
            for (var i = 0; i < buckets.Length; i++)
                buckets[i] = (i < bounds.Length ? bounds[i] : double.PositiveInfinity, total += _counts[i]);
            return (buckets, _sum);
        }
    }
}
