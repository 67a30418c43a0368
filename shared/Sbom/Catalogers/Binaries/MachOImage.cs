using System.Text;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Catalogers.Elf;

namespace Attestry.Sbom.Catalogers.Binaries;

/// <summary>A program of macOS (Apple's <c>mach-o/loader.h</c>), 32 or 64 bits, of one architecture, either byte order.</summary>
internal sealed class MachOImage : BinaryImage
{
    private const uint Segment32 = 0x1;
    private const uint Segment64 = 0x19;
    private const uint WriteFlag = 2;
    private const uint ExecuteFlag = 4;

    private readonly IReadOnlyList<NamedSection> _sections;

    private MachOImage(MachOHeader header, ReadOnlyMemory<byte> window, ulong at)
        : base(header.Regions, window, at) => _sections = header.Sections;

    // ".go.buildinfo" is "__go_buildinfo" there; others keep their dot.
    public override bool TrySection(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetString(name);
        var apple = $"__{text.TrimStart('.').Replace('.', '_')}";
        foreach (var section in _sections)
        {
            if (section.Name == text || section.Name == apple)
                return TrySlice(section.Offset, section.Size, out content);
        }
        content = default;
        return false;
    }

    internal static bool IsMachO(ReadOnlySpan<byte> head) =>
        head is [0xcf or 0xce, 0xfa, 0xed, 0xfe, ..] or [0xfe, 0xed, 0xfa, 0xcf or 0xce, ..];

    internal static MachOImage Of(MachOHeader header, ReadOnlyMemory<byte> window, ulong at) => new(header, window, at);

    /// <summary>Null when the load commands are not whole or state what cannot be.</summary>
    internal static MachOHeader? Parse(ReadOnlySpan<byte> head)
    {
        if (!IsMachO(head) || head.Length < 32)
            return null;
        var big = head[0] == 0xfe;
        var is64 = (big ? head[3] : head[0]) == 0xcf;
        uint count = ElfHeader.UInt32(head[16..], big), bytes = ElfHeader.UInt32(head[20..], big);
        var headerSize = is64 ? 32 : 28;
        if (count > SbomLimits.ElfSections || bytes > head.Length - headerSize)
            return null;
        var commands = head.Slice(headerSize, (int)bytes);
        var header = new MachOHeader([], []);
        for (var i = 0; i < count; i++)
        {
            if (commands.Length < 8 || ElfHeader.UInt32(commands[4..], big) is not (>= 8 and var size) || size > commands.Length)
                return null;
            var command = commands[..(int)size];
            if (ElfHeader.UInt32(command, big) == (is64 ? Segment64 : Segment32) && !TrySegment(command, is64, big, header))
                return null;
            commands = commands[(int)size..];
        }
        return header;
    }

    private static bool TrySegment(ReadOnlySpan<byte> command, bool is64, bool big, MachOHeader header)
    {
        var (fixedSize, sectionSize) = is64 ? (72, 80) : (56, 68);
        if (command.Length < fixedSize)
            return false;
        var flags = ElfHeader.UInt32(command[(is64 ? 60 : 44)..], big);
        var count = ElfHeader.UInt32(command[(is64 ? 64 : 48)..], big);
        if (count > SbomLimits.ElfSections || fixedSize + (sectionSize * count) > command.Length)
            return false;
        var (address, offset, size) = is64
            ? (ElfHeader.UInt64(command[24..], big), ElfHeader.UInt64(command[40..], big), ElfHeader.UInt64(command[48..], big))
            : (ElfHeader.UInt32(command[24..], big), ElfHeader.UInt32(command[32..], big), (ulong)ElfHeader.UInt32(command[36..], big));
        if (offset + size < offset || address + size < address)
            return false;
        header.Regions.Add(new(address, offset, size, (flags & WriteFlag) != 0, true, (flags & ExecuteFlag) != 0));
        for (var i = 0; i < count; i++)
        {
            var section = command.Slice(fixedSize + (i * sectionSize), sectionSize);
            var name = section[..16].IndexOf((byte)0) is >= 0 and var end ? section[..end] : section[..16];
            header.Sections.Add(is64
                ? new(Encoding.UTF8.GetString(name), ElfHeader.UInt32(section[48..], big), ElfHeader.UInt64(section[40..], big))
                : new(Encoding.UTF8.GetString(name), ElfHeader.UInt32(section[40..], big), ElfHeader.UInt32(section[36..], big)));
        }
        return true;
    }
}
