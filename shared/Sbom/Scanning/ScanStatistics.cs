namespace Attestry.Sbom.Scanning;

/// <summary>What a scan cost.</summary>
/// <param name="LayersRead">Streamed from the source.</param>
/// <param name="LayersCached">Known already.</param>
/// <param name="CompressedBytes">Of the layers that were read.</param>
public readonly record struct ScanStatistics(int LayersRead, int LayersCached, long CompressedBytes)
{
    public static ScanStatistics operator +(ScanStatistics left, ScanStatistics right) =>
        new(left.LayersRead + right.LayersRead, left.LayersCached + right.LayersCached, left.CompressedBytes + right.CompressedBytes);
}
