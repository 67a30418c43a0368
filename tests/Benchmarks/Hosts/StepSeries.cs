using System.Globalization;
using Attestry.Benchmarks.Reporting;

namespace Attestry.Benchmarks.Hosts;

/// <summary>What is measured with so many hosts.</summary>
internal sealed class StepSeries(int hosts)
{
    private readonly Series _rate = new(Name(hosts, "attestations"), "1/s");
    private readonly Series _median = new(Name(hosts, "verification p50"), "ms");
    private readonly Series _slowest = new(Name(hosts, "verification p99"), "ms");
    private readonly Series _busy = new(Name(hosts, "collector's processors busy"), "");
    private readonly Series _memory = new(Name(hosts, "collector's resident memory"), "MB");
    private readonly Series _missed = new(Name(hosts, "missed"), "");

    internal int Hosts => hosts;

    /// <summary>User and system time of the collector's process.</summary>
    internal Series Processor { get; } = new(Name(hosts, "collector's processor time an attestation"), "ms");

    /// <summary>How many a core would do that did nothing else.</summary>
    internal Series PerCore { get; } = new(Name(hosts, "attestations a core"), "1/s");

    internal IReadOnlyList<Series> All => [_rate, _median, _slowest, Processor, PerCore, _busy, _memory, _missed];

    internal void Add(IReadOnlyList<double> milliseconds, int missed, TimeSpan elapsed, TimeSpan processor, long memory)
    {
        _rate.Add(milliseconds.Count / elapsed.TotalSeconds);
        _median.Add(Statistics.Percentile(milliseconds, 0.5));
        _slowest.Add(Statistics.Percentile(milliseconds, 0.99));
        Processor.Add(processor.TotalMilliseconds / milliseconds.Count);
        PerCore.Add(milliseconds.Count / processor.TotalSeconds);
        _busy.Add(processor / elapsed);
        _memory.Add(memory / 1e6);
        _missed.Add(missed);
    }

    private static string Name(int hosts, string what) => string.Create(CultureInfo.InvariantCulture, $"{hosts:#,0} hosts, {what}");
}
