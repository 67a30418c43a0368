namespace Attestry.Primitives.Findings;

/// <summary>What the catalogers and the image scan notice.</summary>
public static class SbomFindings
{
    /// <summary>A package database, lock file or binary could not be read as what it claims to be; its packages are unknown.</summary>
    public const string SourceMalformed = "sbom.source-malformed";

    /// <summary>A file that lists packages is larger than what is read of its kind.</summary>
    public const string SourceTooLarge = "sbom.source-too-large";

    /// <summary>A part of an archive was not read: too deep, too large, or damaged.</summary>
    public const string ArchiveUnread = "sbom.archive-unread";

    /// <summary>An executable's headers state what cannot be; it was not looked into.</summary>
    public const string ExecutableMalformed = "sbom.executable-malformed";

    /// <summary>A module that a Go binary was built from has another checksum than the <c>go.sum</c> beside it.</summary>
    public const string GoSumMismatch = "sbom.go-sum-mismatch";

    /// <summary>Where a package database belongs stands a link; what it leads to was not read.</summary>
    public const string SourceIsLink = "sbom.source-is-link";

    /// <summary>A layer lists more packages or paths than are kept.</summary>
    public const string TooMany = "sbom.too-many";

    /// <summary>The registry has the manifest no more.</summary>
    public const string ManifestMissing = "sbom.manifest-missing";

    /// <summary>The manifest or its configuration is not that of an image.</summary>
    public const string NotAnImage = "sbom.not-an-image";

    /// <summary>A configuration or layer that the manifest names is not there.</summary>
    public const string BlobMissing = "sbom.blob-missing";

    /// <summary>The configuration's <c>rootfs.diff_ids</c> do not fit the layers.</summary>
    public const string DiffIdsMismatch = "sbom.diff-ids-mismatch";

    /// <summary>An index lists more platform images than are scanned.</summary>
    public const string TooManyPlatforms = "sbom.too-many-platforms";

    /// <summary>The artifact's registry is not one that is configured; nothing of it can be looked at.</summary>
    public const string RegistryUnknown = "sbom.registry-unknown";

    /// <summary>There is more of the same than is listed.</summary>
    public const string MoreFindings = "sbom.more-findings";
}
