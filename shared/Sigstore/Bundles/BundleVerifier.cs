using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.InToto;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Bundles;

/// <summary>
/// Verifies Sigstore bundles by key. Log entries and timestamps that a bundle carries prove when and in whose sight it was
/// signed; trust in a key rests on neither, and they are not judged here but by <see cref="PolicyVerifier"/>.
/// </summary>
public static class BundleVerifier
{
    /// <param name="bundle">The bundle as JSON.</param>
    /// <param name="artifact">Digests of the one artifact that it should be about, at most one for each algorithm.</param>
    public static SignatureResult Verify(ReadOnlyMemory<byte> bundle, IReadOnlyCollection<Digest> artifact, IReadOnlyCollection<VerificationKey> trusted)
    {
        var reading = BundleReader.Read(bundle);
        return reading.Succeeded ? Verify(reading.Value, artifact, trusted) : SignatureResult.Refused(reading.Finding);
    }

    private static SignatureResult Verify(Bundle bundle, IReadOnlyCollection<Digest> artifact, IReadOnlyCollection<VerificationKey> trusted)
    {
        var result = VerifySignature(bundle, artifact, trusted);
        // Whoever signed it, a certificate asks to be judged by its issuer, identity and time.
        return bundle.Certificates.Count == 0
            ? result
            : result with { Key = null, Statement = default, Finding = new(SignatureFindings.KeylessUnsupported, Severity.High, "It rests on a certificate; only keys are trusted here.") };
    }

    /// <summary>Only the signature and what it is about, whether a certificate is carried or not.</summary>
    internal static SignatureResult VerifySignature(Bundle bundle, IReadOnlyCollection<Digest> artifact, IReadOnlyCollection<VerificationKey> trusted) =>
        bundle.Envelope is { } envelope
            ? StatementVerifier.Verify(envelope, bundle.KeyHint, artifact, trusted)
            : VerifyMessage(bundle.Message!, bundle.KeyHint, artifact, trusted);

    private static SignatureResult VerifyMessage(
        MessageSignature message,
        string? hint,
        IReadOnlyCollection<Digest> artifact,
        IReadOnlyCollection<VerificationKey> trusted)
    {
        if (message.Digest is { } stated && !artifact.Contains(stated))
            return new(null, stated, null, new(SignatureFindings.DigestMismatch, Severity.High, $"The bundle is about {stated}."));
        var made = (from key in trusted from digest in artifact where key.VerifyHash(digest, message.Signature) select new { key, digest }).FirstOrDefault();
        if (made is not null)
            return new(made.key, made.digest, null, null);
        return new(null, message.Digest, null, Refusal.Of(trusted, [hint]));
    }
}
