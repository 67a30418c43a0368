namespace Attestry.Primitives.Limits;

/// <summary>Bounds on one bundle of policies and data. What exceeds one is refused.</summary>
public sealed record BundleLimits
{
    public static readonly BundleLimits Default = new();

    /// <summary>As it is fetched; bundles with large data reach some tens of megabytes.</summary>
    public long CompressedBytes { get; init; } = 128L << 20;

    /// <summary>Of all files: data takes about ten times as much in memory. OPA ends at 1 GiB.</summary>
    public long Bytes { get; init; } = 512L << 20;

    /// <summary>Of one file, read whole.</summary>
    public int FileBytes { get; init; } = 256 << 20;

    /// <summary>The largest public rule libraries have some two thousand.</summary>
    public int Files { get; init; } = 20_000;

    /// <summary>Linux' PATH_MAX, in characters.</summary>
    public int PathLength { get; init; } = 4096;

    /// <summary>One extended header of the archive; it carries a long path.</summary>
    public int ExtendedHeaderBytes { get; init; } = 64 << 10;

    /// <summary>The manifest; file versions of every file fit.</summary>
    public int ManifestBytes { get; init; } = 4 << 20;

    /// <summary>The signature's token: some 150 bytes for each file, in base64.</summary>
    public int SignatureBytes { get; init; } = 8 << 20;

    /// <summary>Problems told at once; what is beyond is counted.</summary>
    public int Problems { get; init; } = 100;
}
