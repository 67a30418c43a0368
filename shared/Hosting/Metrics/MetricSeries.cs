namespace Attestry.Hosting.Metrics;

/// <summary>One series: a metric name with one combination of labels.</summary>
internal abstract class MetricSeries
{
    public abstract void Record(double value);
}
