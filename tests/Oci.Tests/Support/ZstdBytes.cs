namespace Attestry.Oci.Tests.Support;

/// <summary>Zstandard frames of raw and run-length blocks (RFC 8878 §3.1.1), which need no compressor.</summary>
internal static class ZstdBytes
{
    private const int LargestBlock = 128 << 10;

    // Magic, frame header descriptor without content size or checksum, window descriptor of 2 MiB.
    private static readonly byte[] Head = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58];

    public static byte[] Frame(byte[] content) =>
        [.. Head, .. content.Chunk(LargestBlock).SelectMany(block => Block(0, block.Length, false).Concat(block)), .. Block(0, 0, true)];

    /// <summary>A run of one byte: four bytes stand for 128 KiB.</summary>
    public static byte[] Run(byte value, int blocks) =>
        [.. Head, .. Enumerable.Range(0, blocks).SelectMany(_ => Block(1, LargestBlock, false).Append(value)), .. Block(0, 0, true)];

    private static byte[] Block(int type, int size, bool last)
    {
        var header = (last ? 1 : 0) | type << 1 | size << 3;
        return [(byte)header, (byte)(header >> 8), (byte)(header >> 16)];
    }
}
