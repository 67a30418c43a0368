using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Json;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.TransparencyLog;

/// <summary>Does a trusted log hold exactly this signature? Nothing is asked of the log: the bundle carries the proof.</summary>
internal static class LogEntryVerifier
{
    // 9999-12-31T23:59:59Z: no calendar goes further.
    private const long LastSecond = 253_402_300_799;

    internal static EntryProof Verify(LogEntry entry, BundleVersion version, EntrySubject subject, TrustedRoot root, DateTimeOffset now)
    {
        if (LogEntryKind.Of(entry) is not { } kind || kind.NamesEnvelope && subject.Envelopes.Count == 0)
            return Refused(null, LogFindings.EntryUnsupported, $"An entry of kind {Bounded.Quote(entry.Kind)} {Bounded.Quote(entry.Version)}.");
        var body = Reading<LoggedSignature>.Of(entry.Body, SignatureLimits.BundleBytes, "log entry", kind.ReadBody);
        if (!body.Succeeded)
            return new(null, null, body.Finding with { Id = LogFindings.EntryMalformed });
        var named = root.TransparencyLogs.Where(log => log.LogId.Span.SequenceEqual(entry.LogId.Span)).ToList();
        if (named.Count == 0)
            return Refused(null, LogFindings.Untrusted, "The entry is of a log that is not trusted.");
        if (subject.DifferenceFrom(body.Value) is { } difference)
            return Refused(named[0], LogFindings.EntryMismatch, $"The entry in {named[0].Name} is about {difference}.");
        if (Missing(entry, kind, version) is { } missing)
            return Refused(named[0], LogFindings.ProofMissing, missing);
        return Verify(entry, kind, named, now);
    }

    // sigstore_bundle.proto: v0.1 must carry the promise, later versions the proof with its checkpoint; Rekor v2 has no promises.
    private static string? Missing(LogEntry entry, LogEntryKind kind, BundleVersion version)
    {
        if (version == BundleVersion.V01 && !kind.IsTile)
            return entry.Promise is null ? "The entry lacks its inclusion promise." : null;
        return entry.Proof switch
        {
            null => "The entry lacks its inclusion proof.",
            { Checkpoint: null or "" } => "The entry's inclusion proof lacks its checkpoint.",
            _ => null,
        };
    }

    // A log may be listed several times under one id, for different times; the entry must satisfy one of the listings as a whole.
    private static EntryProof Verify(LogEntry entry, LogEntryKind kind, List<TrustedLog> listings, DateTimeOffset now)
    {
        EntryProof? refused = null;
        foreach (var log in listings)
        {
            var proof = Verify(entry, kind, log, now);
            if (proof.Finding is null)
                return proof;
            refused ??= proof;
        }
        return refused!;
    }

    private static EntryProof Verify(LogEntry entry, LogEntryKind kind, TrustedLog log, DateTimeOffset now)
    {
        if (entry.Proof is { } proof && InclusionVerifier.Verify(entry, kind, proof, log) is { } finding)
            return new(log, null, finding);
        if (entry.Promise is null)
            return new(log, null, null);
        if (!SignedEntryTimestamp.Verify(entry, log))
            return Refused(log, LogFindings.PromiseInvalid, $"The inclusion promise is not one that {log.Name} made for this entry.");
        // Without a time the promise still is one, and vouches for no time.
        if (entry.IntegratedTime == 0)
            return new(log, null, null);
        if (entry.IntegratedTime > LastSecond || DateTimeOffset.FromUnixTimeSeconds(entry.IntegratedTime) is var time && time > now + SignatureLimits.ClockSkew)
            return Refused(log, LogFindings.TimeInFuture, $"{log.Name} took the entry at a time that has not come.");
        return log.ValidFor.Contains(time)
            ? new(log, time, null)
            : Refused(log, LogFindings.Untrusted, $"{log.Name} took the entry at {time:u}, and is not trusted for that time.");
    }

    private static EntryProof Refused(TrustedLog? log, string id, string message) => new(log, null, new(id, Severity.High, message));
}
