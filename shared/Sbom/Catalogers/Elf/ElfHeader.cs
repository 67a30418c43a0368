using System.Buffers.Binary;
using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Catalogers.Elf;

/// <summary>An ELF file's header and loadable segments (System V ABI, chapters 4 and 5), 32 or 64 bits, either byte order.</summary>
internal sealed record ElfHeader(bool Is64, bool BigEndian, ulong SectionsAt, int SectionSize, int SectionCount, int NameSection, IReadOnlyList<ElfSegment> Segments)
{
    private const int Load = 1;
    private const uint WriteFlag = 2;

    internal static bool IsElf(ReadOnlySpan<byte> head) => head.StartsWith("\u007fELF"u8);

    /// <summary>Null when the header is not whole or states what cannot be.</summary>
    internal static ElfHeader? Parse(ReadOnlySpan<byte> head)
    {
        if (!IsElf(head) || head.Length < 64 || head[4] is not (1 or 2) || head[5] is not (1 or 2))
            return null;
        var (is64, big) = (head[4] == 2, head[5] == 2);
        var segmentsAt = is64 ? UInt64(head[32..], big) : UInt32(head[28..], big);
        var sectionsAt = is64 ? UInt64(head[40..], big) : UInt32(head[32..], big);
        var counts = head[(is64 ? 54 : 42)..];
        int segmentSize = UInt16(counts, big), segmentCount = UInt16(counts[2..], big);
        int sectionSize = UInt16(counts[4..], big), sectionCount = UInt16(counts[6..], big), names = UInt16(counts[8..], big);
        if (segmentSize != (is64 ? 56 : 32) || segmentCount > SbomLimits.ElfSegments || segmentsAt > (ulong)head.Length
            || segmentsAt + (ulong)(segmentSize * segmentCount) > (ulong)head.Length)
            return null;
        var segments = new List<ElfSegment>();
        for (var i = 0; i < segmentCount; i++)
        {
            if (Segment(head.Slice((int)segmentsAt + (i * segmentSize), segmentSize), is64, big) is { } segment)
                segments.Add(segment);
        }
        var sane = sectionSize == (is64 ? 64 : 40) && sectionCount <= SbomLimits.ElfSections;
        return new(is64, big, sectionsAt, sectionSize, sane ? sectionCount : 0, names, segments);
    }

    private static ElfSegment? Segment(ReadOnlySpan<byte> header, bool is64, bool big)
    {
        if (UInt32(header, big) != Load)
            return null;
        var segment = is64
            ? new ElfSegment(UInt64(header[16..], big), UInt64(header[8..], big), UInt64(header[32..], big), (UInt32(header[4..], big) & WriteFlag) != 0)
            : new ElfSegment(UInt32(header[8..], big), UInt32(header[4..], big), UInt32(header[16..], big), (UInt32(header[24..], big) & WriteFlag) != 0);
        return segment.Offset + segment.FileSize < segment.Offset || segment.Address + segment.FileSize < segment.Address ? null : segment;
    }

    internal static ushort UInt16(ReadOnlySpan<byte> at, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

    internal static uint UInt32(ReadOnlySpan<byte> at, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

    internal static ulong UInt64(ReadOnlySpan<byte> at, bool big) =>
        big ? BinaryPrimitives.ReadUInt64BigEndian(at) : BinaryPrimitives.ReadUInt64LittleEndian(at);
}
