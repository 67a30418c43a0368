using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Oci.Referrers;

/// <summary>One layer of a manifest that speaks about another: a signature, an attestation, an SBOM.</summary>
/// <param name="Manifest">Digest of the manifest that carries it.</param>
/// <param name="BehindTag">Found behind one of cosign's tags; otherwise it is a referrer.</param>
/// <param name="Content">The layer's bytes, which have the digest that <paramref name="Layer"/> states; empty when there is a finding.</param>
/// <param name="Finding">Why the content could not be had; null when it is there.</param>
public sealed record AttachedContent(Digest Manifest, bool BehindTag, Descriptor Layer, ReadOnlyMemory<byte> Content, Finding? Finding);
