using Attestry.Primitives.Findings;
using Attestry.Sigstore.Timestamps;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.Bundles;

/// <summary>What proves that a signature was made in the open, and when.</summary>
/// <param name="Logs">Distinct.</param>
/// <param name="Times">In order; all must fit the certificate, and those of one authority count once.</param>
/// <param name="Findings">About entries and timestamps that prove nothing.</param>
/// <param name="Contradiction">An entry or timestamp that speaks against the signature, whatever the others say; null when none does.</param>
internal sealed record Proofs(
    IReadOnlyList<string> Logs,
    IReadOnlyList<ProvenTime> Times,
    IReadOnlyList<Finding> Findings,
    Finding? Contradiction)
{
    /// <summary>What the policy demands and the proofs do not give; null when they do.</summary>
    internal Finding? Demand(TrustPolicy policy)
    {
        if (Contradiction is not null)
            return Contradiction;
        if (Logs.Count < policy.MinLogEntries)
            return new(LogFindings.EntryMissing, Severity.High, $"{Logs.Count} trusted logs hold the signature; {policy.MinLogEntries} are demanded.");
        var authorities = Times.DistinctBy(time => time.Authority).Count();
        return authorities < policy.MinTimestamps
            ? new(TimestampFindings.Missing, Severity.High, $"{authorities} trusted authorities vouch for its time; {policy.MinTimestamps} are demanded.")
            : null;
    }
}
