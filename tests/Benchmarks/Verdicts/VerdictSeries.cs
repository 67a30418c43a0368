using Attestry.Benchmarks.Reporting;

namespace Attestry.Benchmarks.Verdicts;

/// <summary>What is measured of the verdicts.</summary>
internal sealed class VerdictSeries
{
    private readonly Series _pushes = new("pushes meanwhile", "1/s");
    private readonly Series _processor = new("processor time of the services, a verdict", "ms");
    private readonly Series _decisions = new("decisions, an image", "");
    private readonly Series _median = new("all at once, latency p50", "ms");
    private readonly Series _slowest = new("all at once, latency p99", "ms");
    private readonly Series _single = new("one at a time, latency p50", "ms");
    private readonly Series _singleSlowest = new("one at a time, slowest", "ms");
    private readonly Series[] _crowdedStages = [.. VerdictTimes.Stages.Select(stage => new Series($"all at once, {stage.Name} p50", "ms"))];
    private readonly Series[] _singleStages = [.. VerdictTimes.Stages.Select(stage => new Series($"one at a time, {stage.Name} p50", "ms"))];

    internal Series PerSecond { get; } = new("verdicts", "1/s");

    internal IReadOnlyList<Series> All =>
        [PerSecond, _pushes, _processor, _decisions, _median, _slowest, .. _crowdedStages, _single, _singleSlowest, .. _singleStages];

    internal void AddCrowd(IReadOnlyList<VerdictTimes> times, TimeSpan pushing, TimeSpan processor)
    {
        PerSecond.Add(times.Count / (times.Max(one => one.Issued) - times.Min(one => one.Received)).TotalSeconds);
        _pushes.Add(times.Count / pushing.TotalSeconds);
        _processor.Add(processor.TotalMilliseconds / times.Count);
        _decisions.Add(times.Average(one => one.Decisions));
        _median.Add(Percentile(times, one => one.Latency, 0.5));
        _slowest.Add(Percentile(times, one => one.Latency, 0.99));
        Add(_crowdedStages, times);
    }

    internal void AddSingles(IReadOnlyList<VerdictTimes> times)
    {
        _single.Add(Percentile(times, one => one.Latency, 0.5));
        _singleSlowest.Add(Percentile(times, one => one.Latency, 1));
        Add(_singleStages, times);
    }

    private static void Add(Series[] stages, IReadOnlyList<VerdictTimes> times)
    {
        foreach (var (series, stage) in stages.Zip(VerdictTimes.Stages))
            series.Add(Percentile(times, stage.Of, 0.5));
    }

    private static double Percentile(IReadOnlyList<VerdictTimes> times, Func<VerdictTimes, TimeSpan> of, double share) =>
        Statistics.Percentile(times.Select(one => of(one).TotalMilliseconds), share);
}
