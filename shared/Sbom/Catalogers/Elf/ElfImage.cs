using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Catalogers.Elf;

/// <summary>
/// An executable as far as it is held in memory: a window of the file that begins at <paramref name="at"/>. Everything
/// that the file states about itself is checked against that window before it is followed.
/// </summary>
internal sealed class ElfImage(ElfHeader header, ReadOnlyMemory<byte> window, ulong at)
{
    public ElfHeader Header => header;

    /// <summary>False when the file has no such section, or its section table cannot be trusted or is not in the window.</summary>
    public bool TrySection(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (header.NameSection >= header.SectionCount || !TrySection(header.NameSection, out var names, out _))
            return false;
        for (var i = 0; i < header.SectionCount; i++)
        {
            if (!TrySection(i, out content, out var nameAt))
                continue;
            if (nameAt < (uint)names.Length && names[(int)nameAt..] is var rest && rest.StartsWith(name) && rest.Length > name.Length && rest[name.Length] == 0)
                return true;
        }
        content = default;
        return false;
    }

    /// <summary>What the window holds of a segment's bytes, from the segment's start.</summary>
    public ReadOnlySpan<byte> Content(ElfSegment segment)
    {
        if (segment.Offset < at || segment.Offset - at >= (ulong)window.Length)
            return default;
        var start = (int)(segment.Offset - at);
        return window.Span.Slice(start, (int)Math.Min(segment.FileSize, (ulong)(window.Length - start)));
    }

    /// <summary>The bytes that stand at a virtual address once the executable is loaded.</summary>
    public bool TryAddress(ulong address, ulong length, out ReadOnlySpan<byte> bytes)
    {
        foreach (var segment in header.Segments)
        {
            if (address >= segment.Address && address - segment.Address is var offset && offset <= segment.FileSize && length <= segment.FileSize - offset)
                return TrySlice(segment.Offset + offset, length, out bytes);
        }
        bytes = default;
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

    private bool TrySlice(ulong offset, ulong length, out ReadOnlySpan<byte> bytes)
    {
        var fits = offset >= at && offset - at <= (ulong)window.Length && length <= (ulong)window.Length - (offset - at);
        bytes = fits ? window.Span.Slice((int)(offset - at), (int)length) : default;
        return fits;
    }

    /// <summary>What to hold of a file too large to hold whole: its data, from the first writable segment on.</summary>
    internal static (ulong At, int Length)? DataWindow(ElfHeader header)
    {
        var writable = header.Segments.Where(s => s.Writable && s.FileSize > 0).ToArray();
        if (writable.Length == 0)
            return null;
        var start = writable.Min(s => s.Offset);
        return (start, (int)Math.Min(writable.Max(s => s.Offset + s.FileSize) - start, SbomLimits.ExecutableBytes));
    }
}
