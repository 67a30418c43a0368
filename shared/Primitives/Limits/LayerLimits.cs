namespace Attestry.Primitives.Limits;

/// <summary>Bounds on one layer. What exceeds one is a finding and ends the pass.</summary>
public sealed record LayerLimits
{
    public static readonly LayerLimits Default = new();

    /// <summary>Large machine-learning layers reach ten gigabytes.</summary>
    public long UncompressedBytes { get; init; } = 32L << 30;

    /// <summary>Deflate cannot expand more than 1032 times and file systems come to about 3; 200 leaves room for padded binaries and logs.</summary>
    public int ExpansionRatio { get; init; } = 200;

    /// <summary>The ratio counts from here on: a small layer may well be one empty disk image.</summary>
    public long RatioFreeBytes { get; init; } = 128L << 20;

    /// <summary>The largest images known have some hundred thousand files.</summary>
    public long Entries { get; init; } = 2_000_000;

    /// <summary>Linux' PATH_MAX, in UTF-8 bytes.</summary>
    public int PathBytes { get; init; } = 4096;

    public int PathDepth { get; init; } = 256;

    /// <summary>One extended header; PAX headers carry extended attributes, which Linux bounds at 64 KiB each.</summary>
    public int ExtendedHeaderBytes { get; init; } = 1 << 20;

    /// <summary>Findings kept; what is beyond is counted.</summary>
    public int Findings { get; init; } = 100;
}
