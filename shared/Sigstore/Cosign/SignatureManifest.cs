using Attestry.Primitives;

namespace Attestry.Sigstore.Cosign;

/// <summary>A signature as a registry takes it: push the blobs, then the manifest.</summary>
/// <param name="Tag">What to push the manifest under; null for a referrer, which is pushed by digest.</param>
/// <param name="Blobs">Configuration and layers, by digest.</param>
public sealed record SignatureManifest(
    string? Tag,
    string MediaType,
    ReadOnlyMemory<byte> Bytes,
    IReadOnlyDictionary<Digest, ReadOnlyMemory<byte>> Blobs)
{
    public Digest Digest => Digest.Sha256(Bytes.Span);
}
