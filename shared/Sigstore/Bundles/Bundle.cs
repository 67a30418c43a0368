using Attestry.Primitives.Signing;
using Attestry.Sigstore.TransparencyLog;

namespace Attestry.Sigstore.Bundles;

/// <summary>A Sigstore bundle whose form was checked and nothing else. Exactly one of the contents is there.</summary>
/// <param name="KeyHint">Names the key for those who know it; null when certificates are given instead.</param>
/// <param name="Certificates">DER, the signer's first; empty when a key is hinted at.</param>
/// <param name="Entries">What transparency logs are said to hold.</param>
/// <param name="Timestamps">RFC 3161 responses, DER.</param>
public sealed record Bundle(
    BundleVersion Version,
    string? KeyHint,
    IReadOnlyList<ReadOnlyMemory<byte>> Certificates,
    DsseEnvelope? Envelope,
    MessageSignature? Message,
    IReadOnlyList<LogEntry> Entries,
    IReadOnlyList<ReadOnlyMemory<byte>> Timestamps)
{
    /// <summary>The one signature that the bundle is about.</summary>
    internal byte[] Signature => Envelope?.Signatures[0].Sig ?? Message!.Signature;
}
