using Attestry.Sbom.Catalogers.Binaries;

namespace Attestry.Sbom.Catalogers.Elf;

/// <summary>An ELF executable or shared object in memory.</summary>
internal sealed class ElfImage(ElfHeader header, ReadOnlyMemory<byte> window, ulong at) : BinaryImage(header.Segments, window, at)
{
    public ElfHeader Header => header;

    /// <summary>The section table can be followed: what it does not name is not there.</summary>
    public bool HasSections => header.NameSection < header.SectionCount && TrySection(header.NameSection, out _, out _);

    public override bool TrySection(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> content) => TryFind(name, whole: true, out content);

    /// <summary>A section whose name begins so, <c>.debug_</c>; whether its content is in the window does not matter.</summary>
    public bool HasSection(ReadOnlySpan<byte> prefix) => TryFind(prefix, whole: false, out _);

    /// <summary>What the window holds of the program header's bytes.</summary>
    public bool TryPart(MappedRegion part, out ReadOnlySpan<byte> content) => TrySlice(part.Offset, part.FileSize, out content);

    private bool TryFind(ReadOnlySpan<byte> name, bool whole, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (header.NameSection >= header.SectionCount || !TrySection(header.NameSection, out var names, out _))
            return false;
        for (var i = 0; i < header.SectionCount; i++)
        {
            if (!TrySection(i, out content, out var nameAt) && whole)
                continue;
            if (nameAt < (uint)names.Length && names[(int)nameAt..] is var rest && rest.StartsWith(name) && (!whole || (rest.Length > name.Length && rest[name.Length] == 0)))
                return true;
        }
        content = default;
        return false;
    }

    private bool TrySection(int index, out ReadOnlySpan<byte> content, out uint nameAt)
    {
        content = default;
        nameAt = 0;
        var offset = header.SectionsAt + ((ulong)index * (ulong)header.SectionSize);
        if (offset < header.SectionsAt || !TrySlice(offset, (ulong)header.SectionSize, out var entry))
            return false;
        nameAt = ElfHeader.UInt32(entry, header.BigEndian);
        return header.Is64
            ? TrySlice(ElfHeader.UInt64(entry[24..], header.BigEndian), ElfHeader.UInt64(entry[32..], header.BigEndian), out content)
            : TrySlice(ElfHeader.UInt32(entry[16..], header.BigEndian), ElfHeader.UInt32(entry[20..], header.BigEndian), out content);
    }
}
