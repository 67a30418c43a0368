using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore;
using Attestry.Sigstore.Images;
using Attestry.Sigstore.Trust;

namespace Attestry.SignatureVerifier.Verification;

/// <summary>Turns what was collected about an artifact, and about indexes that list it, into evidence.</summary>
internal static class SignatureJudge
{
    /// <param name="artifact">The artifact itself.</param>
    /// <param name="collections">What was found about the artifact and about each index that lists it.</param>
    internal static EvidenceContent<SignaturesEvidence> Judge(
        Digest artifact,
        IReadOnlyList<CollectedSignatures> collections,
        IReadOnlyList<TrustedKey> trusted)
    {
        var judged = (from collected in collections from material in collected.Materials select Judged.Of(material, collected.Subject, trusted)).ToList();
        var signatures = judged.Where(one => !one.Result.IsAttestation).Select(one => one.Signature(artifact)).ToList();
        var attestations = judged.Where(one => one.Result.IsAttestation).Select(one => one.Attestation()).ToList();
        var unread = collections.SelectMany(collected => collected.Findings);
        var verdict = signatures.Any(signature => signature.Trusted) ? Verdict.Passed : Verdict.Failed;
        // A bad signature beside a good one is told in the result and decides nothing.
        var deciding = signatures.Where(signature => signature.Trusted == (verdict == Verdict.Passed))
            .SelectMany(signature => signature.Findings.Select(finding => finding with { Location = signature.Manifest.Text }));
        IEnumerable<Finding> missing = signatures.Count == 0 ? [Missing(attestations.Count)] : [];
        return new(verdict, [.. missing, .. deciding.Concat(unread).Distinct()], new(signatures) { Attestations = attestations });
    }

    private static Finding Missing(int attestations) => new(
        SignatureFindings.Missing,
        Severity.High,
        attestations == 0 ? "Nothing signs the image." : $"Nothing signs the image; {attestations} attestations say something about it.");

    private sealed record Judged(SignatureMaterial Material, Digest Subject, SignatureResult Result, string? Key)
    {
        internal static Judged Of(SignatureMaterial material, Digest subject, IReadOnlyList<TrustedKey> trusted)
        {
            var result = MaterialVerifier.Verify(material, subject, [.. trusted.Select(key => key.Key)]);
            return new(material, subject, result, result.Key is { } key ? trusted.First(one => ReferenceEquals(one.Key, key)).Name : null);
        }

        internal FoundSignature Signature(Digest artifact)
        {
            Finding[] findings = (Result.Finding, Subject == artifact) switch
            {
                ({ } refused, _) => [refused],
                (null, false) => [new(SignatureFindings.ViaIndex, Severity.Info, $"The signature is over the index {Subject}, which lists the image.")],
                _ => [],
            };
            return new(Material.Layout, Material.Manifest, Result.SignedDigest, Result.Verified, Key, findings);
        }

        internal FoundAttestation Attestation() =>
            new(Material.Layout, Material.Manifest, Result.SignedDigest, Result.PredicateType!, Result.Verified, Key, Result.Finding is { } finding ? [finding] : []);
    }
}
