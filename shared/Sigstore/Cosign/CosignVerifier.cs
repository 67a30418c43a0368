using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.InToto;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Cosign;

/// <summary>Verifies the layers of manifests that sign or attest an image, each in the format that its media type names.</summary>
public static class CosignVerifier
{
    /// <summary>Is a layer of this type a signature or attestation that <see cref="Verify"/> judges?</summary>
    public static bool Reads(string mediaType) =>
        mediaType is CosignMediaTypes.SimpleSigning or CosignMediaTypes.DsseEnvelope || BundleMediaTypes.IsBundle(mediaType);

    /// <param name="content">The layer's bytes, whose digest was verified.</param>
    /// <param name="annotations">The layer's; null when it has none.</param>
    /// <param name="artifact">The digest that must be signed.</param>
    public static SignatureResult Verify(
        string mediaType,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? annotations,
        Digest artifact,
        IReadOnlyCollection<VerificationKey> trusted) => mediaType switch
        {
            CosignMediaTypes.SimpleSigning => SimpleSigningVerifier.Verify(content, annotations ?? new Dictionary<string, string>(), artifact, trusted),
            CosignMediaTypes.DsseEnvelope => VerifyEnvelope(content, annotations, artifact, trusted),
            _ when BundleMediaTypes.IsBundle(mediaType) => BundleVerifier.Verify(content, [artifact], trusted),
            _ => SignatureResult.Refused(new(SignatureFindings.TypeUnsupported, Severity.High, $"A layer of type {Bounded.Quote(mediaType)} is no signature.")),
        };

    private static SignatureResult VerifyEnvelope(
        ReadOnlyMemory<byte> content, IReadOnlyDictionary<string, string>? annotations, Digest artifact, IReadOnlyCollection<VerificationKey> trusted)
    {
        var (envelope, malformed) = DsseEnvelopeJson.Read(content);
        if (envelope is null)
            return SignatureResult.Refused(malformed!);
        var result = StatementVerifier.Verify(envelope, null, [artifact], trusted);
        return !result.Verified && annotations?.GetValueOrDefault(CosignMediaTypes.CertificateAnnotation) is { Length: > 0 }
            ? result with { Key = null, Statement = default, Finding = new(SignatureFindings.KeylessUnsupported, Severity.High, "It rests on a certificate; only keys are trusted here.") }
            : result;
    }
}
