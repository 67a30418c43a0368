using System.Diagnostics.Metrics;
using Attestry.Primitives;

namespace Attestry.MeasurementCollector;

/// <summary>Meter <c>Attestry.MeasurementCollector</c>.</summary>
internal sealed class CollectorMetrics
{
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _verified;
    private readonly Histogram<double> _latency;
    private readonly Counter<long> _stale;

    public CollectorMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Attestry.MeasurementCollector");
        _accepted = meter.CreateCounter<long>("attestry.evidence.accepted", description: "Evidence that was stored to be verified.");
        _refused = meter.CreateCounter<long>("attestry.evidence.refused", description: "Evidence whose challenge is unknown, used or expired.");
        _verified = meter.CreateCounter<long>("attestry.evidence.verified", description: "Evidence that was verified, by the host's state afterwards.");
        _latency = meter.CreateHistogram<double>("attestry.evidence.latency", "s", "From the arrival of evidence until its result is stored.");
        _stale = meter.CreateCounter<long>("attestry.hosts.silent", description: "Hosts that have been silent for too long.");
    }

    public void Accepted() => _accepted.Add(1);

    public void Refused(string finding) => _refused.Add(1, new KeyValuePair<string, object?>("finding", finding));

    public void Verified(HostState state, TimeSpan latency)
    {
        _verified.Add(1, new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant()));
        _latency.Record(latency.TotalSeconds);
    }

    public void Silent() => _stale.Add(1);
}
