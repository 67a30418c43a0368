using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attestry.Hosting.Metrics;

/// <summary>Listens to the meters of the process from start to stop and keeps their sums.</summary>
internal sealed class MeterCollector : IHostedService, IDisposable
{
    private static readonly string[] Names = ["System.Runtime", "System.Net.Http", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "MassTransit"];

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _scrape = new();
    private readonly IMeterFactory _factory;
    private readonly MetricsOptions _options;
    private readonly ILogger<MeterCollector> _log;

    public MeterCollector(MetricsOptions options, IMeterFactory factory, ILogger<MeterCollector> log)
    {
        (_options, _factory, _log) = (options, factory, log);
        _listener.InstrumentPublished = Listen;
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Record(state, (double)value, tags));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    /// <summary>Asks the observable instruments, then gives <paramref name="read"/> every family in the order of names.</summary>
    public void Collect(Action<MetricFamily> read)
    {
        lock (_scrape)
        {
            foreach (var family in _families.Values)
                family.BeginObservation();
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException e)
            {
                // One instrument's broken callback must not hide all others.
                _log.LogWarning(e, "An observable instrument failed");
            }
            foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
                read(family);
        }
    }

    private void Listen(Instrument instrument, MeterListener listener)
    {
        var meter = instrument.Meter;
        // A meter made by another host's factory in this process is that host's.
        if (!(meter.Scope is null || meter.Scope == _factory) || !(Names.Contains(meter.Name) || meter.Name.StartsWith("Attestry.", StringComparison.Ordinal)))
            return;
        if (MetricKind.Of(instrument) is not { } kind)
            return;
        var name = PrometheusName.Of(instrument.Name, instrument.Unit, kind);
        var family = _families.GetOrAdd(name, _ => new(name, kind, instrument.Description, MetricBuckets.Of(instrument), _options.SeriesPerInstrument));
        if (family.Kind == kind)
            listener.EnableMeasurementEvents(instrument, family);
        else
            _log.LogWarning("Instrument {Meter}/{Instrument} is not shown: {Name} is already a {Kind}", meter.Name, instrument.Name, name, family.Kind.Type);
    }

    private static void Record(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => ((MetricFamily)state!).Record(value, tags);
}
