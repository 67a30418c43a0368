using Attestry.Primitives;

namespace Attestry.Sigstore.Bundles;

/// <summary>A signature over the artifact itself (sigstore_common.proto).</summary>
/// <param name="Digest">What the signer says it signed; not authenticated, and null when it does not say.</param>
public sealed record MessageSignature(Digest? Digest, byte[] Signature);
