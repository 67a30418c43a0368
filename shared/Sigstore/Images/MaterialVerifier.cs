using Attestry.Primitives;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.InToto;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Images;

/// <summary>Judges what a repository holds about a manifest, each in its own format.</summary>
public static class MaterialVerifier
{
    /// <param name="artifact">The digest that must be signed.</param>
    public static SignatureResult Verify(SignatureMaterial material, Digest artifact, IReadOnlyCollection<VerificationKey> trusted)
    {
        if (material.Finding is { } finding)
            return SignatureResult.Refused(finding);
        return material.Format switch
        {
            SignatureFormat.SimpleSigning => SimpleSigningVerifier.Verify(material.Content, material.Annotations, artifact, trusted),
            SignatureFormat.Envelope => VerifyEnvelope(material.Content, artifact, trusted),
            SignatureFormat.Bundle => BundleVerifier.Verify(material.Content, [artifact], trusted),
            _ => throw new ArgumentOutOfRangeException(nameof(material)),
        };
    }

    private static SignatureResult VerifyEnvelope(ReadOnlyMemory<byte> content, Digest artifact, IReadOnlyCollection<VerificationKey> trusted)
    {
        var (envelope, malformed) = DsseEnvelopeJson.Read(content);
        return envelope is null ? SignatureResult.Refused(malformed!) : StatementVerifier.Verify(envelope, null, [artifact], trusted);
    }
}
