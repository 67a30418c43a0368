using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Json;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Cosign;

/// <summary>Verifies one layer of a <c>.sig</c> tag by key.</summary>
public static class SimpleSigningVerifier
{
    /// <param name="payload">The layer's bytes, whose digest was verified.</param>
    /// <param name="annotations">The layer's annotations, which hold the signature.</param>
    public static SignatureResult Verify(
        ReadOnlyMemory<byte> payload,
        IReadOnlyDictionary<string, string> annotations,
        Digest artifact,
        IReadOnlyCollection<VerificationKey> trusted)
    {
        if (!TrySignature(annotations, out var signature))
            return SignatureResult.Refused(new(SignatureFindings.Malformed, Severity.High, $"The layer has no base64 annotation {CosignMediaTypes.SignatureAnnotation}."));
        var key = trusted.FirstOrDefault(candidate => candidate.Verify(payload.Span, signature));
        var (claim, malformed) = SimpleSigningPayload.Read(payload);
        if (key is null)
            return new(null, claim?.ManifestDigest, null, Refused(annotations, trusted));
        if (claim is null)
            return new(key, null, null, malformed);
        return new(key, claim.ManifestDigest, null, claim.ManifestDigest == artifact
            ? null
            : new(SignatureFindings.DigestMismatch, Severity.High, $"The signature is for {claim.ManifestDigest}."));
    }

    private static Finding Refused(IReadOnlyDictionary<string, string> annotations, IReadOnlyCollection<VerificationKey> trusted) =>
        annotations.GetValueOrDefault(CosignMediaTypes.CertificateAnnotation) is { Length: > 0 }
            ? new(SignatureFindings.KeylessUnsupported, Severity.High, "It rests on a certificate; only keys are trusted here.")
            : Refusal.Of(trusted, []);

    private static bool TrySignature(IReadOnlyDictionary<string, string> annotations, out byte[] signature)
    {
        signature = [];
        if (annotations.GetValueOrDefault(CosignMediaTypes.SignatureAnnotation) is not { Length: > 0 } text)
            return false;
        try
        {
            signature = CanonicalBase64.Decode(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
