namespace Attestry.Benchmarks.Verdicts;

/// <summary>When one image passed the stations of its way, as the documents have it.</summary>
/// <param name="Received">The webhook was in the store.</param>
/// <param name="Resolved">The manifest had been fetched and verified.</param>
/// <param name="Scanned">The SBOM was recorded.</param>
/// <param name="Verified">The signatures' evidence was recorded.</param>
/// <param name="Issued">The decision.</param>
/// <param name="Decisions">How many decisions were made about it; one is enough.</param>
internal sealed record VerdictTimes(
    DateTimeOffset Received, DateTimeOffset Resolved, DateTimeOffset Scanned, DateTimeOffset Verified, DateTimeOffset Issued, int Decisions)
{
    internal static readonly IReadOnlyList<(string Name, Func<VerdictTimes, TimeSpan> Of)> Stages =
    [
        ("webhook to resolved", times => times.Resolved - times.Received),
        ("resolved to signatures verified", times => times.Verified - times.Resolved),
        ("resolved to scanned", times => times.Scanned - times.Resolved),
        ("last evidence to decision", times => times.Issued - (times.Scanned > times.Verified ? times.Scanned : times.Verified)),
    ];

    internal TimeSpan Latency => Issued - Received;
}
