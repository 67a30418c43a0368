using System.Buffers.Binary;

namespace Attestry.Sbom.Catalogers.Rpm;

/// <summary>rpm's own database, "NDB" (rpm, lib/backend/ndb/rpmpkg.c): pages of slots at the start, each naming a blob behind them. Little-endian.</summary>
internal static class NdbFile
{
    private const int HeaderSize = 32;
    private const int SlotSize = 16;
    private const int PageSize = 4096;
    private const int BlockSize = 16;
    private const int BlobHeaderSize = 16;

    internal static bool IsNdb(ReadOnlySpan<byte> file) => file.StartsWith("RpmP"u8);

    /// <summary>False when a part of the file contradicts another; what could be read was taken.</summary>
    internal static bool Read(ReadOnlyMemory<byte> content, BlobReader take)
    {
        var file = content.Span;
        if (file.Length < HeaderSize)
            return false;
        var slotsEnd = (long)UInt32(file[12..]) * PageSize;
        if (slotsEnd > file.Length)
            return false;
        // A blob belongs to one slot: slots that share one could make little data into much.
        var left = (long)file.Length;
        for (var at = HeaderSize; at + SlotSize <= slotsEnd; at += SlotSize)
        {
            var slot = file.Slice(at, SlotSize);
            if (!slot.StartsWith("Slot"u8))
                return false;
            var package = UInt32(slot[4..]);
            if (package == 0)
                continue;
            var start = (long)UInt32(slot[8..]) * BlockSize;
            var size = (long)UInt32(slot[12..]) * BlockSize;
            if (start < slotsEnd || start + size > file.Length || size < BlobHeaderSize || (left -= size) < 0)
                return false;
            var blob = file.Slice((int)start, (int)size);
            var length = UInt32(blob[12..]);
            if (!blob.StartsWith("BlbS"u8) || UInt32(blob[4..]) != package || length > blob.Length - BlobHeaderSize)
                return false;
            take(blob.Slice(BlobHeaderSize, (int)length));
        }
        return true;
    }

    private static uint UInt32(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt32LittleEndian(at);
}
