using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Primitives.Signing;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Dsse;

public static class DsseVerifier
{
    /// <summary>
    /// Which of <paramref name="trusted"/> signed the envelope. Every key is tried on every signature: a key id is not
    /// authenticated (DSSE 1.0, protocol.md) and only tells, when none fits, an altered envelope from one by a stranger.
    /// </summary>
    public static DsseVerification Verify(DsseEnvelope envelope, IReadOnlyCollection<VerificationKey> trusted) => Verify(envelope, trusted, []);

    /// <param name="hints">Further names of the key that came with the envelope.</param>
    internal static DsseVerification Verify(DsseEnvelope envelope, IReadOnlyCollection<VerificationKey> trusted, IReadOnlyCollection<string?> hints)
    {
        if (envelope.Signatures.Count is 0 or > SignatureLimits.SignaturesInEnvelope)
            return new([], new(SignatureFindings.Malformed, Severity.High, $"An envelope with {envelope.Signatures.Count} signatures; 1 to {SignatureLimits.SignaturesInEnvelope} are read."));
        var signed = PreAuthenticationEncoding.Of(envelope.PayloadType, envelope.Payload);
        var keys = trusted.Where(key => envelope.Signatures.Any(signature => key.Verify(signed, signature.Sig))).DistinctBy(key => key.KeyId).ToList();
        return new(keys, keys.Count > 0 ? null : Refusal.Of(trusted, [.. hints, .. envelope.Signatures.Select(signature => signature.KeyId)]));
    }
}
