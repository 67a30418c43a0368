namespace Attestry.Sigstore.Images;

public enum SignatureFormat
{
    None = 0,

    /// <summary>cosign's payload, with the signature in the layer's annotations.</summary>
    SimpleSigning,

    /// <summary>A bare DSSE envelope, as cosign stores attestations behind <c>.att</c> tags.</summary>
    Envelope,

    /// <summary>A Sigstore bundle.</summary>
    Bundle,
}
