using System.Globalization;
using System.Text;

namespace Attestry.Hosting.Metrics;

/// <summary>Writes what was collected in Prometheus's text exposition format, version 0.0.4.</summary>
internal sealed class PrometheusText(string service, MeterCollector collector)
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public string Write()
    {
        var text = new StringBuilder("# TYPE target_info gauge\n")
            .Append(CultureInfo.InvariantCulture, $"target_info{{service_name=\"{service}\",service_version=\"{typeof(PrometheusText).Assembly.GetName().Version?.ToString(3)}\"}} 1\n");
        collector.Collect(family => Write(text, family));
        return text.ToString();
    }

    private static void Write(StringBuilder text, MetricFamily family)
    {
        var first = true;
        foreach (var (labels, series) in family.Series)
        {
            if (first)
                Head(text, family);
            first = false;
            if (series is HistogramSeries histogram)
                Write(text, family.Name, labels, histogram);
            else
                Sample(text, family.Name, labels, ((ScalarSeries)series).Value);
        }
    }

    private static void Head(StringBuilder text, MetricFamily family)
    {
        if (family.Help is { Length: > 0 } help)
            text.Append("# HELP ").Append(family.Name).Append(' ').Append(help.Replace("\\", "\\\\", StringComparison.Ordinal).ReplaceLineEndings("\\n")).Append('\n');
        text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Kind.Type).Append('\n');
    }

    private static void Write(StringBuilder text, string name, string labels, HistogramSeries histogram)
    {
        var (buckets, sum) = histogram.Read();
        foreach (var (bound, count) in buckets)
            Sample(text, name + "_bucket", $"{labels}{(labels.Length > 0 ? "," : "")}le=\"{Number(bound)}\"", count);
        Sample(text, name + "_sum", labels, sum);
        Sample(text, name + "_count", labels, buckets[^1].Count);
    }

    private static void Sample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString(CultureInfo.InvariantCulture),
    };
}
