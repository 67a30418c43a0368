using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Certificates;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Timestamps;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore;

/// <summary>What came of checking one signature against one artifact and whom its repository trusts.</summary>
/// <param name="Key">The trusted key that made it; null when none did, and then what the payload claims is not authentic.</param>
/// <param name="SignedDigest">The digest that the payload names; null when it could not be read.</param>
/// <param name="PredicateType">Of an in-toto statement; null for other payloads.</param>
/// <param name="Finding">Why it does not count; null when it does.</param>
public sealed record SignatureResult(VerificationKey? Key, Digest? SignedDigest, string? PredicateType, Finding? Finding)
{
    /// <summary>The trusted identity that made it, by a certificate; null when a key did, or nobody who is trusted.</summary>
    public NamedIdentity? Identity { get; init; }

    /// <summary>Configured name of the key, identity or trust policy that it counts by; null when nobody who is trusted made it.</summary>
    public string? Signer { get; init; }

    /// <summary>Whom the certificate names, once its authority is trusted; he need not be.</summary>
    public SignerIdentity? Certificate { get; init; }

    public DateTimeOffset? CertificateExpires { get; init; }

    /// <summary>The in-toto statement's bytes; empty for other payloads and while <see cref="Verified"/> is false.</summary>
    public ReadOnlyMemory<byte> Statement { get; init; }

    /// <summary>Trusted transparency logs that hold it.</summary>
    public IReadOnlyList<string> Logs { get; init; } = [];

    /// <summary>When authorities say that it existed, in order.</summary>
    public IReadOnlyList<ProvenTime> Times { get; init; } = [];

    /// <summary>What is to be told of it though it counts: a check that the policy only logs.</summary>
    public IReadOnlyList<Finding> Remarks { get; init; } = [];

    /// <summary>The cryptography passed with a trusted key or identity, and the payload names the artifact.</summary>
    public bool Verified => (Key is not null || Identity is not null || Signer is not null) && Finding is null;

    /// <summary>It says something about the artifact (provenance, an SBOM) instead of signing it; it is never a signature of the image.</summary>
    public bool IsAttestation => PredicateType is not (null or Cosign.CosignMediaTypes.SignPredicate);

    /// <summary>Nothing about it could be judged.</summary>
    public static SignatureResult Refused(Finding finding) => new(null, null, null, finding);
}
