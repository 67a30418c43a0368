using Attestry.Primitives.Findings;
using Attestry.Sigstore.Timestamps;
using Attestry.Sigstore.TransparencyLog;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.Bundles;

/// <summary>Verifies every log entry and timestamp that a bundle carries.</summary>
internal static class ProofCollector
{
    internal static Proofs Collect(Bundle bundle, EntrySubject subject, TrustedRoot root, TrustPolicy policy, DateTimeOffset now)
    {
        var stamps = bundle.Timestamps.Select(stamp => TimestampVerifier.Verify(stamp, bundle.Signature, root.TimestampAuthorities, now)).ToList();
        var entries = bundle.Entries.Select(entry => LogEntryVerifier.Verify(entry, bundle.Version, subject, root, now)).ToList();
        var proven = stamps.Select(stamp => stamp.Time).OfType<ProvenTime>()
            .Concat(entries.Where(entry => entry.Time is not null).Select(entry => new ProvenTime(entry.Log!.Name, entry.Time!.Value)))
            .ToList();
        entries = [.. entries.Select(entry => InTime(entry, proven.Count > 0 ? [.. proven.Select(time => time.Time)] : [now]))];
        entries = [.. entries.Zip(bundle.Entries, (proof, entry) => proof.Finding is null ? proof with { Finding = CosignatureVerifier.Demand(entry, policy, now) } : proof)];
        return new(
            [.. entries.Where(entry => entry.Finding is null).Select(entry => entry.Log!.Name).Distinct()],
            [.. proven.OrderBy(time => time.Time)],
            [.. stamps.Select(stamp => stamp.Finding).Concat(entries.Select(entry => entry.Finding)).OfType<Finding>()],
            Contradiction(bundle, entries));
    }

    // A log that does not say when it took an entry is trusted for it when the signature was made within its window; when nothing
    // proves when that was, only while the log is trusted still.
    private static EntryProof InTime(EntryProof entry, List<DateTimeOffset> times) =>
        entry is { Finding: null, Time: null, Log: { } log } && !times.All(log.ValidFor.Contains)
            ? entry with { Finding = new(LogFindings.Untrusted, Severity.High, $"{log.Name} is not trusted for the time of signing.") }
            : entry;

    // A log that is not known says nothing; one that is, and is misquoted, tells that somebody tampered. So does one proof given twice.
    private static Finding? Contradiction(Bundle bundle, List<EntryProof> entries)
    {
        if (bundle.Entries.DistinctBy(entry => (Convert.ToHexString(entry.LogId.Span), entry.LogIndex)).Count() < bundle.Entries.Count)
            return new(LogFindings.EntryMalformed, Severity.High, "The bundle carries one log entry twice.");
        if (bundle.Timestamps.DistinctBy(stamp => Convert.ToHexString(stamp.Span)).Count() < bundle.Timestamps.Count)
            return new(TimestampFindings.Malformed, Severity.High, "The bundle carries one timestamp twice.");
        return entries.Select(entry => entry.Finding).OfType<Finding>()
            .FirstOrDefault(finding => finding.Id is not (LogFindings.Untrusted or LogFindings.EntryUnsupported or LogFindings.WitnessMissing));
    }
}
