using Attestry.Primitives.Signing;

namespace Attestry.Sigstore.Bundles;

/// <summary>A Sigstore bundle whose form was checked and nothing else. Exactly one of the contents is there.</summary>
/// <param name="KeyHint">Names the key for those who know it; null when certificates are given instead.</param>
/// <param name="Certificates">DER, the signer's first; empty when a key is hinted at.</param>
public sealed record Bundle(
    BundleVersion Version,
    string? KeyHint,
    IReadOnlyList<ReadOnlyMemory<byte>> Certificates,
    DsseEnvelope? Envelope,
    MessageSignature? Message);
