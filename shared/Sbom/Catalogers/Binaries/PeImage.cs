using System.Buffers.Binary;
using System.Text;
using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Catalogers.Binaries;

/// <summary>A program or library of Windows and .NET (Microsoft's PE/COFF specification).</summary>
internal sealed class PeImage : BinaryImage
{
    private const int SectionSize = 40;
    private const uint WriteFlag = 0x80000000;
    private const uint ExecuteFlag = 0x20000000;
    private const int ManagedDirectory = 14;

    private readonly IReadOnlyList<NamedSection> _sections;

    private PeImage(PeHeader header, ReadOnlyMemory<byte> window, ulong at)
        : base(header.Regions, window, at) => (_sections, IsManaged) = (header.Sections, header.IsManaged);

    /// <summary>It holds .NET metadata (ECMA-335 II.25.3.3).</summary>
    public bool IsManaged { get; }

    public override bool TrySection(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetString(name);
        foreach (var section in _sections)
        {
            if (section.Name == text)
                return TrySlice(section.Offset, section.Size, out content);
        }
        content = default;
        return false;
    }

    internal static bool IsPe(ReadOnlySpan<byte> head) => head.StartsWith("MZ"u8);

    /// <summary>Null when the header is not whole or states what cannot be.</summary>
    internal static PeHeader? Parse(ReadOnlySpan<byte> head)
    {
        if (!IsPe(head) || head.Length < 64)
            return null;
        var start = BinaryPrimitives.ReadUInt32LittleEndian(head[60..]);
        if (start > head.Length - 24 || !head[(int)start..].StartsWith("PE\0\0"u8))
            return null;
        var coff = head[(int)start..];
        int count = UInt16(coff[6..]), optionalSize = UInt16(coff[20..]);
        if (count > SbomLimits.ElfSections || 24 + optionalSize + (SectionSize * count) > coff.Length || optionalSize < 96)
            return null;
        var optional = coff.Slice(24, optionalSize);
        var isWide = UInt16(optional) == 0x20b;
        var imageBase = isWide ? BinaryPrimitives.ReadUInt64LittleEndian(optional[24..]) : BinaryPrimitives.ReadUInt32LittleEndian(optional[28..]);
        var header = new PeHeader([], [], IsManagedBy(optional, isWide));
        for (var i = 0; i < count; i++)
        {
            var entry = coff.Slice(24 + optionalSize + (SectionSize * i), SectionSize);
            uint virtualSize = UInt32(entry[8..]), address = UInt32(entry[12..]), size = UInt32(entry[16..]), offset = UInt32(entry[20..]), flags = UInt32(entry[36..]);
            var name = entry[..8].IndexOf((byte)0) is >= 0 and var end ? entry[..end] : entry[..8];
            header.Sections.Add(new(Encoding.UTF8.GetString(name), offset, virtualSize > 0 ? Math.Min(virtualSize, size) : size));
            header.Regions.Add(new(imageBase + address, offset, size, (flags & WriteFlag) != 0, true, (flags & ExecuteFlag) != 0));
        }
        return header;
    }

    internal static PeImage Of(PeHeader header, ReadOnlyMemory<byte> window, ulong at) => new(header, window, at);

    private static bool IsManagedBy(ReadOnlySpan<byte> optional, bool isWide)
    {
        var directories = optional[(isWide ? 108 : 92)..];
        return directories.Length >= 4 + (8 * (ManagedDirectory + 1)) && UInt32(directories) > ManagedDirectory && UInt32(directories[(4 + (8 * ManagedDirectory))..]) != 0;
    }

    private static ushort UInt16(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt16LittleEndian(at);

    private static uint UInt32(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt32LittleEndian(at);
}
