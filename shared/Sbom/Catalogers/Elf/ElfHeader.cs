using System.Buffers.Binary;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Catalogers.Binaries;

namespace Attestry.Sbom.Catalogers.Elf;

/// <summary>An ELF file's header and loadable segments (System V ABI, chapters 4 and 5), 32 or 64 bits, either byte order.</summary>
internal sealed record ElfHeader(bool Is64, bool BigEndian, ulong SectionsAt, int SectionSize, int SectionCount, int NameSection, IReadOnlyList<MappedRegion> Segments)
{
    private const uint Load = 1;
    private const uint ExecuteFlag = 1;
    private const uint WriteFlag = 2;
    private const uint ReadFlag = 4;

    /// <summary><c>e_type</c>: 2 of a program at fixed addresses, 3 of a shared object or a position-independent program.</summary>
    public int Type { get; private init; }

    /// <summary>A program or shared object, with something that is loaded.</summary>
    public bool IsLoadable => Type is 2 or 3 && Segments.Count > 0;

    /// <summary>The section table is larger than any linker makes it, or its entries are of another size; it is not followed.</summary>
    public bool HasAbsurdSections { get; private init; }

    /// <summary>Program headers that are not loaded themselves, by <c>p_type</c>; of several of a type the first.</summary>
    public IReadOnlyDictionary<uint, MappedRegion> Parts { get; private init; } = new Dictionary<uint, MappedRegion>();

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
        // Objects that were not linked have no segments and state no size of one.
        if ((segmentCount > 0 && segmentSize != (is64 ? 56 : 32)) || segmentCount > SbomLimits.ElfSegments || segmentsAt > (ulong)head.Length
            || segmentsAt + (ulong)(segmentSize * segmentCount) > (ulong)head.Length)
            return null;
        var segments = new List<MappedRegion>();
        var parts = new Dictionary<uint, MappedRegion>();
        for (var i = 0; i < segmentCount; i++)
        {
            var entry = head.Slice((int)segmentsAt + (i * segmentSize), segmentSize);
            if (Segment(entry, is64, big) is not { } segment)
                continue;
            if (UInt32(entry, big) == Load)
                segments.Add(segment);
            else
                parts.TryAdd(UInt32(entry, big), segment);
        }
        var sane = sectionSize == (is64 ? 64 : 40) && sectionCount <= SbomLimits.ElfSections;
        return new(is64, big, sectionsAt, sectionSize, sane ? sectionCount : 0, names, segments) 
        {
            Type = UInt16(head[16..], big),
            Parts = parts,
            HasAbsurdSections = sectionCount > 0 && !sane && UInt16(head[16..], big) is 2 or 3,
        };
    }

    private static MappedRegion? Segment(ReadOnlySpan<byte> header, bool is64, bool big)
    {
        var flags = UInt32(header[(is64 ? 4 : 24)..], big);
        var (write, read, execute) = ((flags & WriteFlag) != 0, (flags & ReadFlag) != 0, (flags & ExecuteFlag) != 0);
        var segment = is64
            ? new MappedRegion(UInt64(header[16..], big), UInt64(header[8..], big), UInt64(header[32..], big), write, read, execute)
            : new MappedRegion(UInt32(header[8..], big), UInt32(header[4..], big), UInt32(header[16..], big), write, read, execute);
        return segment.Offset + segment.FileSize < segment.Offset || segment.Address + segment.FileSize < segment.Address ? null : segment;
    }

    internal static ushort UInt16(ReadOnlySpan<byte> at, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

    internal static uint UInt32(ReadOnlySpan<byte> at, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

    internal static ulong UInt64(ReadOnlySpan<byte> at, bool big) =>
        big ? BinaryPrimitives.ReadUInt64BigEndian(at) : BinaryPrimitives.ReadUInt64LittleEndian(at);
}
