using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Sigstore.Images;

/// <summary>A signature or attestation as a registry gave it, not yet judged.</summary>
/// <param name="Layout">One of <see cref="SignatureLayouts"/>.</param>
/// <param name="Manifest">Digest of the manifest that carries it.</param>
/// <param name="Content">The layer's bytes, which have the digest that the manifest states; empty when there is a finding.</param>
/// <param name="Annotations">Of the layer.</param>
/// <param name="Finding">Why the content could not be had; null when it is there.</param>
public sealed record SignatureMaterial(
    string Layout,
    SignatureFormat Format,
    Digest Manifest,
    ReadOnlyMemory<byte> Content,
    IReadOnlyDictionary<string, string> Annotations,
    Finding? Finding);
