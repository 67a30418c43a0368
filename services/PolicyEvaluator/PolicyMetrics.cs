using System.Diagnostics.Metrics;
using Attestry.Contracts.Documents;

namespace Attestry.PolicyEvaluator;

/// <summary>The meter <c>Attestry.PolicyEvaluator</c>.</summary>
public sealed class PolicyMetrics : IDisposable
{
    public const string MeterName = "Attestry.PolicyEvaluator";

    private readonly Meter _meter = new(MeterName);

    private readonly Counter<long> _decisions;

    private readonly Counter<long> _asked;

    private readonly Histogram<double> _duration;

    private long _pending;

    public PolicyMetrics()
    {
        _decisions = _meter.CreateCounter<long>("attestry.policy.decisions", "{decision}", "Decisions issued, by state.");
        _asked = _meter.CreateCounter<long>("attestry.policy.evidence.asked", "{request}", "Missing evidence that was asked for again, by kind.");
        _duration = _meter.CreateHistogram<double>("attestry.policy.evaluation.duration", "s", "From reading the evidence to the policy's result.");
        _meter.CreateObservableGauge("attestry.policy.pending", () => Interlocked.Read(ref _pending), "{artifact}", "Artifacts that wait for their first decision, at the last pass.");
    }

    public void Dispose() => _meter.Dispose();

    internal bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, _meter);

    internal void Decided(DecisionState state) => _decisions.Add(1, new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant()));

    internal void Asked(string kind) => _asked.Add(1, new KeyValuePair<string, object?>("kind", kind));

    internal void Evaluated(TimeSpan duration) => _duration.Record(duration.TotalSeconds);

    internal void Pending(long count) => Interlocked.Exchange(ref _pending, count);
}
