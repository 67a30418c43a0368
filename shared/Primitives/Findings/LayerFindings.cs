namespace Attestry.Primitives.Findings;

/// <summary>What a layer can be found guilty of while it is read.</summary>
public static class LayerFindings
{
    /// <summary>The compressed bytes are not those that the manifest names.</summary>
    public const string DigestMismatch = "layer.digest-mismatch";

    public const string SizeMismatch = "layer.size-mismatch";

    /// <summary>The uncompressed archive is not the one that the image configuration names.</summary>
    public const string DiffIdMismatch = "layer.diff-id-mismatch";

    public const string Truncated = "layer.truncated";

    /// <summary>The compressed stream is damaged.</summary>
    public const string CompressionMalformed = "layer.compression-malformed";

    /// <summary>This machine has no <c>libzstd.so.1</c>; the layer was not read.</summary>
    public const string ZstdUnavailable = "layer.zstd-unavailable";

    public const string TooLarge = "layer.too-large";

    public const string ExpansionRatio = "layer.expansion-ratio";

    public const string TooManyEntries = "layer.too-many-entries";

    public const string PathTooLong = "layer.path-too-long";

    public const string PathTooDeep = "layer.path-too-deep";

    public const string HeaderMalformed = "layer.header-malformed";

    /// <summary>Readers disagree about where such an entry ends or what it is called.</summary>
    public const string EntryAmbiguous = "layer.entry-ambiguous";

    public const string EntryUnsupported = "layer.entry-unsupported";

    public const string AbsolutePath = "layer.absolute-path";

    public const string PathTraversal = "layer.path-traversal";

    public const string AbsoluteHardLink = "layer.absolute-hard-link";

    /// <summary>A hard link or a chain of symbolic links that comes back to itself.</summary>
    public const string LinkLoop = "layer.link-loop";

    /// <summary>A hard link that names no earlier entry of the layer.</summary>
    public const string HardLinkDangling = "layer.hard-link-dangling";

    /// <summary>An entry below a path that the same layer made a symbolic link.</summary>
    public const string EntryThroughLink = "layer.entry-through-link";

    public const string WhiteoutMalformed = "layer.whiteout-malformed";

    /// <summary>Data after the end of the archive or of the compressed stream.</summary>
    public const string TrailingData = "layer.trailing-data";

    /// <summary>The archive ends without its two zero blocks (POSIX.1-2017 pax §ustar).</summary>
    public const string NoEndMarker = "layer.no-end-marker";

    /// <summary>Of an unpacked file system: a file or directory that this user may not read.</summary>
    public const string FileUnreadable = "layer.file-unreadable";

    /// <summary>There is more of the same than is listed.</summary>
    public const string MoreFindings = "layer.more-findings";
}
