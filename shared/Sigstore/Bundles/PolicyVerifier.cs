using System.Security.Cryptography;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Signing;
using Attestry.Sigstore.Certificates;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.TransparencyLog;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.Bundles;

/// <summary>Judges bundles by certificate or key with every proof that they carry; nothing is fetched.</summary>
public static class PolicyVerifier
{
    /// <param name="bundle">The bundle as JSON.</param>
    /// <param name="artifact">Digests of the one artifact that it should be about, at most one for each algorithm.</param>
    /// <param name="now">No proof may be of a later time.</param>
    public static BundleVerification Verify(
        ReadOnlyMemory<byte> bundle,
        IReadOnlyCollection<Digest> artifact,
        TrustedRoot root,
        TrustPolicy policy,
        DateTimeOffset now)
    {
        var reading = BundleReader.Read(bundle);
        return reading.Succeeded ? Judge(reading.Value, artifact, [], root, policy, now) : BundleVerification.Refused(reading.Finding);
    }

    /// <param name="envelopes">Digests of the envelope as it is stored, for log entries that name it by nothing else.</param>
    internal static BundleVerification Judge(
        Bundle bundle,
        IReadOnlyCollection<Digest> artifact,
        IReadOnlyCollection<Digest> envelopes,
        TrustedRoot root,
        TrustPolicy policy,
        DateTimeOffset now)
    {
        if (bundle.Certificates.Count == 0)
            return VerifyByKey(bundle, artifact, envelopes, root, policy, now);
        var (leaf, malformed) = CertificateReader.TryRead(bundle.Certificates[0]);
        return leaf is null ? BundleVerification.Refused(malformed!) : VerifyByCertificate(bundle, leaf, artifact, envelopes, root, policy, now);
    }

    private static BundleVerification VerifyByKey(
        Bundle bundle,
        IReadOnlyCollection<Digest> artifact,
        IReadOnlyCollection<Digest> envelopes,
        TrustedRoot root,
        TrustPolicy policy,
        DateTimeOffset now)
    {
        var signature = BundleVerifier.VerifySignature(bundle, artifact, policy.Keys);
        if (signature.Finding is { } bad)
            return BundleVerification.Refused(bad) with { SignedDigest = signature.SignedDigest, PredicateType = signature.PredicateType };
        var proofs = ProofCollector.Collect(bundle, Subject(bundle, artifact, envelopes, signature.Key!.SubjectPublicKeyInfo), root, now);
        var missing = proofs.Demand(policy);
        return new(null, signature.Key, signature.SignedDigest, signature.PredicateType, proofs.Logs, proofs.Times, Findings(missing, proofs))
        {
            Verified = missing is null,
            Statement = missing is null ? signature.Statement : default,
        };
    }

    private static BundleVerification VerifyByCertificate(
        Bundle bundle,
        Certificate leaf,
        IReadOnlyCollection<Digest> artifact,
        IReadOnlyCollection<Digest> envelopes,
        TrustedRoot root,
        TrustPolicy policy,
        DateTimeOffset now)
    {
        VerificationKey key;
        SignerIdentity identity;
        try
        {
            (key, identity) = (VerificationKey.FromSubjectPublicKeyInfo(leaf.SubjectPublicKeyInfo), SignerIdentity.Read(leaf));
        }
        catch (FormatException e)
        {
            return BundleVerification.Refused(new Finding(CertificateFindings.Malformed, Severity.High, Bounded.Quote(e.Message)));
        }
        var signature = BundleVerifier.VerifySignature(bundle, artifact, [key]);
        // The certificate's own key is the only one tried: that it does not fit says nothing of trust.
        if (signature.Finding is { } bad)
            return BundleVerification.Refused(bad.Id == SignatureFindings.KeyUntrusted ? bad with { Id = SignatureFindings.Invalid, Message = "The certificate's key did not sign these bytes." } : bad) with
            {
                SignedDigest = signature.SignedDigest,
                PredicateType = signature.PredicateType,
            };
        var proofs = ProofCollector.Collect(bundle, Subject(bundle, artifact, envelopes, leaf.Raw), root, now);
        var result = new BundleVerification(null, null, signature.SignedDigest, signature.PredicateType, proofs.Logs, proofs.Times, []);
        var untrusted = proofs.Demand(policy) ?? CertificateVerifier.Verify(leaf, [.. proofs.Times.Select(proven => proven.Time)], root, policy.UnsafeWithoutSct);
        if (untrusted is not null)
            return result with { Findings = Findings(untrusted, proofs) };
        var wanted = policy.Identities.Any(trusted => trusted.Matches(identity));
        return result with
        {
            Identity = identity,
            CertificateExpires = leaf.NotAfter,
            Verified = wanted,
            Statement = wanted ? signature.Statement : default,
            Findings = Findings(wanted ? null : Stranger(identity), proofs),
        };
    }

    private static EntrySubject Subject(
        Bundle bundle,
        IReadOnlyCollection<Digest> artifact,
        IReadOnlyCollection<Digest> envelopes,
        ReadOnlyMemory<byte> verifier) => bundle.Envelope is { } envelope
        ? new(Hashes(PreAuthenticationEncoding.Of(envelope.PayloadType, envelope.Payload)), Hashes(envelope.Payload), bundle.Signature, verifier) { Envelopes = envelopes }
        : new(artifact, [], bundle.Signature, verifier);

    private static Digest[] Hashes(byte[] content) =>
    [
        .. new[] { HashAlgorithmName.SHA256, HashAlgorithmName.SHA384, HashAlgorithmName.SHA512 }
            .Select(algorithm => Digest.FromHash(algorithm, CryptographicOperations.HashData(algorithm, content))),
    ];

    private static Finding Stranger(SignerIdentity identity) => new(
        SignatureFindings.IdentityMismatch,
        Severity.High,
        $"Signed by {Bounded.Quote(string.Join(", ", identity.Subjects))}, for whom {Bounded.Quote(identity.Issuer ?? "nobody")} vouches; that identity is not trusted here.");

    private static Finding[] Findings(Finding? deciding, Proofs proofs) => [.. new[] { deciding }.OfType<Finding>().Concat(proofs.Findings).Distinct()];
}
