using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Attestry.PolicyEvaluator.Tests;

public sealed class MetricsTests
{
    [Fact]
    public async Task Decisions_questions_durations_and_what_is_pending_are_measured()
    {
        await using var bed = await TestBed.StartAsync();
        var metrics = bed.Get<PolicyMetrics>();
        var seen = new ConcurrentBag<(string Name, double Value, string Tag)>();
        using var listener = new MeterListener();
        // Other tests' services have meters of the same name; only this one's instruments are heard.
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (metrics.Owns(instrument))
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Add((instrument.Name, value, tags.Length > 0 ? $"{tags[0].Value}" : "")));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Add((instrument.Name, value, "")));
        listener.Start();

        var (passed, waiting) = (await bed.AddImageAsync("passed"), await bed.AddImageAsync("waiting"));
        await bed.StoreAllAsync(passed);
        await bed.EvaluateAsync(passed);
        await bed.EvaluateAsync(waiting);
        bed.Time.Advance(TimeSpan.FromSeconds(20));
        await bed.Pass.RunAsync(default);
        listener.RecordObservableInstruments();

        seen.ShouldContain(("attestry.policy.decisions", 1, "passed"));
        foreach (var kind in new[] { "signatures", "sbom", "hygiene" })
            seen.ShouldContain(("attestry.policy.evidence.asked", 1, kind));
        seen.ShouldContain(("attestry.policy.pending", 1, ""));
        seen.Count(m => m.Name == "attestry.policy.evaluation.duration").ShouldBeGreaterThanOrEqualTo(2);
    }
}
