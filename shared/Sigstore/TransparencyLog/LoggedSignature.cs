using Attestry.Primitives;

namespace Attestry.Sigstore.TransparencyLog;

/// <summary>What the body of a log entry says was signed.</summary>
/// <param name="Content">Digest of what the signature is over; null when the entry names <paramref name="Payload"/> instead.</param>
/// <param name="Payload">Digest of a DSSE envelope's payload.</param>
/// <param name="Verifier">The signer's certificate, DER, or public key as SubjectPublicKeyInfo.</param>
internal sealed record LoggedSignature(
    Digest? Content,
    Digest? Payload,
    ReadOnlyMemory<byte> Signature,
    ReadOnlyMemory<byte> Verifier)
{
    /// <summary>Digest of the envelope with its signature, in entries that hold this instead of <see cref="Signature"/>; null in others.</summary>
    internal Digest? Envelope { get; init; }
}
