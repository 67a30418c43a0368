namespace Attestry.Sigstore.Notation;

/// <summary>The names that Notary Project's signature specification gives to what it stores in a registry.</summary>
public static class NotationMediaTypes
{
    /// <summary>Artifact type of the referrer.</summary>
    public const string ArtifactType = "application/vnd.cncf.notary.signature";

    public const string Jws = "application/jose+json";

    public const string Cose = "application/cose";

    internal const string Payload = "application/vnd.cncf.notary.payload.v1+json";

    /// <summary>Is a layer of this type an envelope that <see cref="NotationScope.Verify"/> judges?</summary>
    public static bool IsEnvelope(string? mediaType) => mediaType is Jws or Cose;
}
