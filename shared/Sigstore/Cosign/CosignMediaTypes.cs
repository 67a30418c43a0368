namespace Attestry.Sigstore.Cosign;

/// <summary>The names that cosign gives to what it stores in a registry (cosign's signature and bundle specifications).</summary>
public static class CosignMediaTypes
{
    /// <summary>Layer of a <c>.sig</c> tag: a simple-signing payload.</summary>
    public const string SimpleSigning = "application/vnd.dev.cosign.simplesigning.v1+json";

    /// <summary>Layer of an <c>.att</c> tag: a DSSE envelope.</summary>
    public const string DsseEnvelope = "application/vnd.dsse.envelope.v1+json";

    /// <summary>Annotation of a simple-signing layer: the signature over the payload, base64.</summary>
    public const string SignatureAnnotation = "dev.cosignproject.cosign/signature";

    /// <summary>Annotation of a simple-signing layer that was signed without a key of its own: the certificate, PEM.</summary>
    public const string CertificateAnnotation = "dev.sigstore.cosign/certificate";

    /// <summary>What Rekor answered: the entry and its promise, JSON.</summary>
    public const string BundleAnnotation = "dev.sigstore.cosign/bundle";

    /// <summary>A timestamp over the signature (RFC 3161), base64 in JSON.</summary>
    public const string TimestampAnnotation = "dev.sigstore.cosign/rfc3161timestamp";

    /// <summary>Annotation of a referrer that carries a bundle: <c>dsse-envelope</c> or <c>message-signature</c>.</summary>
    public const string BundleContentAnnotation = "dev.sigstore.bundle.content";

    public const string PredicateTypeAnnotation = "dev.sigstore.bundle.predicateType";

    /// <summary>The predicate type of a statement that signs an image and says nothing else about it.</summary>
    public const string SignPredicate = "https://sigstore.dev/cosign/sign/v1";
}
