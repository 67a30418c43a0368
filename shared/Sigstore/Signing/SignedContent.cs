using Attestry.Primitives;
using Attestry.Primitives.Signing;

namespace Attestry.Sigstore.Signing;

/// <summary>What was signed, by which certificate.</summary>
/// <param name="Content">SHA-256 of what the signature is over.</param>
/// <param name="Envelope">Null for an artifact that is signed itself.</param>
/// <param name="Certificate">DER.</param>
internal sealed record SignedContent(Digest Content, byte[] Signature, DsseEnvelope? Envelope, byte[] Certificate);
