namespace Attestry.Primitives.Limits;

/// <summary>Bounds on what registries and layouts give.</summary>
public static class OciLimits
{
    /// <summary>OCI Distribution Spec 1.1 §pushing manifests: registries should take 4 MiB; the known ones take no more.</summary>
    public const int ManifestBytes = 4 << 20;

    /// <summary>Configurations with long histories reach some hundred kilobytes.</summary>
    public const int ConfigBytes = 8 << 20;

    /// <summary>Overlay mounts end at 128 lower directories on most kernels, 500 on the newest.</summary>
    public const int Layers = 512;

    /// <summary>Platforms and attestations of one image; also referrers in a fallback index, which grow with each signature.</summary>
    public const int Children = 10_000;

    /// <summary>An index of indexes is legal and rare; deeper nesting has no use.</summary>
    public const int IndexDepth = 4;

    /// <summary>Manifests fetched while one index is walked.</summary>
    public const int IndexManifests = 1_000;

    /// <summary>One page of tags, repositories or referrers.</summary>
    public const int PageBytes = 8 << 20;

    /// <summary>Pages of one list: with a thousand names each, ten million names.</summary>
    public const int Pages = 10_000;

    /// <summary>An answer of a token service; tokens are a few kilobytes.</summary>
    public const int TokenBytes = 256 << 10;

    /// <summary>Redirects from a registry to its blob storage are one or two.</summary>
    public const int Redirects = 5;

    /// <summary>Tries of one request, the first included.</summary>
    public const int Attempts = 4;

    /// <summary>Continuations of one blob download after a broken connection.</summary>
    public const int Resumes = 10;

    /// <summary>Files in a layout archive: blobs of one repository.</summary>
    public const int ArchiveEntries = 100_000;

    /// <summary>A compressed archive is unpacked to a temporary file up to this many bytes.</summary>
    public const long ArchiveBytes = 64L << 30;

    /// <summary>Entries of a layer that is compared with another, some 300 bytes each with their paths; a full desktop has 300,000.</summary>
    public const int ComparedEntries = 400_000;

    /// <summary>Paths of a layer that is compared with another: 80 characters for each entry.</summary>
    public const int ComparedPathCharacters = 32 << 20;

    /// <summary>Entries of a layer that are listed as different; the others are counted.</summary>
    public const int ListedChanges = 1_000;
}
