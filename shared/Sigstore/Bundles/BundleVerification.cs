using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Certificates;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Timestamps;

namespace Attestry.Sigstore.Bundles;

/// <summary>What came of judging a bundle by a policy of trust.</summary>
/// <param name="Identity">Whom the certificate names; null without one, or while it is not trusted.</param>
/// <param name="Key">The trusted key that signed; null for a certificate.</param>
/// <param name="SignedDigest">What the signature is over or about; null when it could not be read.</param>
/// <param name="PredicateType">Of an in-toto statement; null for other payloads.</param>
/// <param name="Logs">Trusted logs that hold the signature.</param>
/// <param name="Times">When authorities say that it existed, in order.</param>
/// <param name="Findings">Why it does not count, or what of it proved nothing.</param>
public sealed record BundleVerification(
    SignerIdentity? Identity,
    VerificationKey? Key,
    Digest? SignedDigest,
    string? PredicateType,
    IReadOnlyList<string> Logs,
    IReadOnlyList<ProvenTime> Times,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>A trusted signer made it for the artifact, with every proof that the policy demands.</summary>
    public bool Verified { get; internal init; }

    /// <summary>Of the certificate; null for a key.</summary>
    public DateTimeOffset? CertificateExpires { get; internal init; }

    /// <summary>The in-toto statement's bytes; empty for other payloads and while <see cref="Verified"/> is false.</summary>
    public ReadOnlyMemory<byte> Statement { get; internal init; }

    /// <summary>It says something about the artifact instead of signing it.</summary>
    public bool IsAttestation => PredicateType is not (null or Cosign.CosignMediaTypes.SignPredicate);

    internal static BundleVerification Refused(params ReadOnlySpan<Finding> findings) => new(null, null, null, null, [], [], findings.ToArray());
}
