using System.Diagnostics.Metrics;

namespace Attestry.Hosting.Metrics;

/// <summary>How an instrument's measurements become a series.</summary>
/// <param name="Type">Prometheus's word.</param>
/// <param name="Absolute">A measurement is the value itself rather than a change of it.</param>
/// <param name="Observed">Asked for at each scrape; a series that is not reported any more is gone.</param>
internal sealed record MetricKind(string Type, bool Absolute, bool Observed)
{
    public const string Counter = "counter";
    public const string Gauge = "gauge";
    public const string Histogram = "histogram";

    private static readonly Dictionary<Type, MetricKind> Kinds = new()
    {
        [typeof(Counter<>)] = new(Counter, false, false),
        [typeof(ObservableCounter<>)] = new(Counter, true, true),
        [typeof(UpDownCounter<>)] = new(Gauge, false, false),
        [typeof(ObservableUpDownCounter<>)] = new(Gauge, true, true),
        [typeof(Gauge<>)] = new(Gauge, true, false),
        [typeof(ObservableGauge<>)] = new(Gauge, true, true),
        [typeof(Histogram<>)] = new(Histogram, false, false),
    };

    /// <summary>Null for an instrument of a kind that is not known here.</summary>
    public static MetricKind? Of(Instrument instrument)
    {
        // MassTransit counts what is in progress up and down in a Counter, which by its type only ever grows.
        if (instrument.Meter.Name == "MassTransit" && instrument.Name.EndsWith(".active", StringComparison.Ordinal))
            return Kinds[typeof(UpDownCounter<>)];
        return instrument.GetType() is { IsGenericType: true } type ? Kinds.GetValueOrDefault(type.GetGenericTypeDefinition()) : null;
    }
}
