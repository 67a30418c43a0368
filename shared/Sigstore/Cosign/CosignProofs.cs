using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Primitives.Signing;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Json;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.TransparencyLog;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.Cosign;

/// <summary>
/// Judges what cosign stores with all of its proofs. In the old layout these stand in annotations of the layer; they are the
/// parts of a bundle v0.1, and judged as one.
/// </summary>
public static class CosignProofs
{
    /// <inheritdoc cref="CosignVerifier.Verify"/>
    /// <inheritdoc cref="PolicyVerifier.Verify" path="/param[@name='now']"/>
    public static BundleVerification Verify(
        string mediaType,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? annotations,
        Digest artifact,
        TrustedRoot root,
        TrustPolicy policy,
        DateTimeOffset now)
    {
        if (BundleMediaTypes.IsBundle(mediaType))
            return PolicyVerifier.Verify(content, [artifact], root, policy, now);
        try
        {
            return mediaType == CosignMediaTypes.SimpleSigning
                ? VerifySimpleSigning(content, annotations ?? new Dictionary<string, string>(), artifact, root, policy, now)
                : VerifyEnvelope(content, annotations ?? new Dictionary<string, string>(), artifact, root, policy, now);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return BundleVerification.Refused(new Finding(SignatureFindings.Malformed, Severity.High, $"The layer's annotations cannot be read: {Bounded.Quote(e.Message)}"));
        }
    }

    private static BundleVerification VerifySimpleSigning(
        ReadOnlyMemory<byte> payload, IReadOnlyDictionary<string, string> annotations, Digest artifact, TrustedRoot root, TrustPolicy policy, DateTimeOffset now)
    {
        var signature = CanonicalBase64.Decode(annotations.GetValueOrDefault(CosignMediaTypes.SignatureAnnotation) ?? "");
        var bundle = Bundle(annotations, null, new(null, signature));
        var result = PolicyVerifier.Judge(bundle, Hashes(payload.Span), [], root, policy, now);
        var (claim, malformed) = SimpleSigningPayload.Read(payload);
        if (!result.Verified)
            return result with { SignedDigest = claim?.ManifestDigest };
        if (claim is null)
            return BundleVerification.Refused(malformed!);
        return claim.ManifestDigest == artifact
            ? result with { SignedDigest = artifact }
            : result with
            {
                SignedDigest = claim.ManifestDigest,
                Verified = false,
                Findings = [new(SignatureFindings.DigestMismatch, Severity.High, $"The signature is for {claim.ManifestDigest}.")],
            };
    }

    private static BundleVerification VerifyEnvelope(
        ReadOnlyMemory<byte> content, IReadOnlyDictionary<string, string> annotations, Digest artifact, TrustedRoot root, TrustPolicy policy, DateTimeOffset now)
    {
        var (envelope, malformed) = DsseEnvelopeJson.Read(content);
        if (envelope is null)
            return BundleVerification.Refused(malformed!);
        // The proofs are about one signature.
        return envelope.Signatures.Count == 1
            ? PolicyVerifier.Judge(Bundle(annotations, envelope, null), [artifact], Hashes(content.Span), root, policy, now)
            : BundleVerification.Refused(new Finding(SignatureFindings.Malformed, Severity.High, $"An envelope with {envelope.Signatures.Count} signatures and one set of proofs."));
    }

    private static Bundle Bundle(IReadOnlyDictionary<string, string> annotations, DsseEnvelope? envelope, MessageSignature? message)
    {
        var certificate = annotations.GetValueOrDefault(CosignMediaTypes.CertificateAnnotation) is { Length: > 0 } pem ? PemBlock.Read(pem) : default;
        if (certificate.Der is not null && certificate.Label != "CERTIFICATE")
            throw new FormatException("The certificate is none.");
        return new(
            BundleVersion.V01,
            certificate.Der is null ? "" : null,
            certificate.Der is null ? [] : [certificate.Der],
            envelope,
            message,
            annotations.GetValueOrDefault(CosignMediaTypes.BundleAnnotation) is { Length: > 0 } entry ? [Read(entry, Entry)] : [],
            annotations.GetValueOrDefault(CosignMediaTypes.TimestampAnnotation) is { Length: > 0 } stamp ? [Read(stamp, Timestamp)] : []);
    }

    private static T Read<T>(string annotation, Func<JsonElement, T> read)
    {
        if (annotation.Length > SignatureLimits.BundleBytes)
            throw new FormatException("An annotation is too long.");
        using var document = StrictJson.Parse(Encoding.UTF8.GetBytes(annotation), SignatureLimits.BundleBytes);
        return read(document.RootElement);
    }

    // What Rekor v1 answers, as cosign's SIGNATURE_SPEC.md keeps it.
    private static LogEntry Entry(JsonElement element)
    {
        element.Only("log bundle", "SignedEntryTimestamp", "Payload");
        var payload = element.Required("Payload").Only("log payload", "body", "integratedTime", "logIndex", "logID");
        var body = payload.Base64("body");
        using var document = StrictJson.Parse(body, SignatureLimits.BundleBytes);
        return new(
            payload.Whole("logIndex"),
            Convert.FromHexString(payload.Text("logID")),
            document.RootElement.Text("kind"),
            document.RootElement.Text("apiVersion"),
            payload.Whole("integratedTime"),
            (ReadOnlyMemory<byte>)element.Base64("SignedEntryTimestamp"),
            null,
            body);
    }

    private static ReadOnlyMemory<byte> Timestamp(JsonElement element) =>
        element.Only("timestamp", "SignedRFC3161Timestamp").Base64("SignedRFC3161Timestamp");

    private static Digest[] Hashes(ReadOnlySpan<byte> content) =>
    [
        Digest.Sha256(content),
        Digest.FromHash(HashAlgorithmName.SHA384, SHA384.HashData(content)),
        Digest.FromHash(HashAlgorithmName.SHA512, SHA512.HashData(content)),
    ];
}
