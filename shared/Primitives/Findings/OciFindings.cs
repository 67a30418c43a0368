namespace Attestry.Primitives.Findings;

/// <summary>What manifests, image configurations, layouts and registries can be found guilty of.</summary>
public static class OciFindings
{
    /// <summary>Not JSON, a field of the wrong type, a name given twice, a required field missing.</summary>
    public const string ManifestMalformed = "manifest.malformed";

    public const string ManifestTooLarge = "manifest.too-large";

    /// <summary>Both a manifest and an index, or a name that readers which ignore case take for another.</summary>
    public const string ManifestAmbiguous = "manifest.ambiguous";

    /// <summary>The document's <c>mediaType</c> differs from the one that it was served with.</summary>
    public const string ManifestMediaTypeMismatch = "manifest.media-type-mismatch";

    /// <summary>A version or kind of manifest that is not read, such as Docker schema 1.</summary>
    public const string ManifestUnsupported = "manifest.unsupported";

    public const string ManifestTooManyEntries = "manifest.too-many-entries";

    public const string ManifestDigestMismatch = "manifest.digest-mismatch";

    /// <summary>An index that names a manifest which is not there.</summary>
    public const string ManifestChildMissing = "manifest.child-missing";

    public const string IndexCycle = "manifest.index-cycle";

    public const string IndexTooDeep = "manifest.index-too-deep";

    public const string ConfigMalformed = "config.malformed";

    public const string BlobTooLarge = "blob.too-large";

    public const string BlobDigestMismatch = "blob.digest-mismatch";

    public const string LayoutMalformed = "layout.malformed";

    /// <summary>A link or name in a layout or archive that leads out of it.</summary>
    public const string LayoutUnsafePath = "layout.unsafe-path";

    public const string RegistryMalformedAnswer = "registry.malformed-answer";

    /// <summary>A redirect to plain HTTP, to no URL at all, or one too many.</summary>
    public const string RegistryUnsafeRedirect = "registry.unsafe-redirect";

    /// <summary>A token realm to which credentials must not go.</summary>
    public const string RegistryUnsafeRealm = "registry.unsafe-token-realm";
}
