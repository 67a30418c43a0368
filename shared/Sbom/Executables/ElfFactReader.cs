using Attestry.Sbom.Catalogers.Elf;

namespace Attestry.Sbom.Executables;

/// <summary>Reads how an ELF file was linked out of its program headers, dynamic section and section table (System V ABI; GNU extensions).</summary>
internal static class ElfFactReader
{
    private const uint Dynamic = 2;
    private const uint Interpreter = 3;
    private const uint GnuStack = 0x6474e551;
    private const uint GnuRelro = 0x6474e552;

    private const ulong Needed = 1;
    private const ulong BindNow = 24;
    private const ulong Flags = 30;
    private const ulong Flags1 = 0x6ffffffb;
    private const ulong NowFlag = 8;
    private const ulong Now1Flag = 1;
    private const ulong PieFlag = 0x08000000;

    private const int FixedType = 2;

    internal static ElfFacts Read(ElfImage image)
    {
        var header = image.Header;
        var (needs, now, pie) = ReadDynamic(image);
        var hasLoader = header.Parts.ContainsKey(Interpreter);
        var isFixed = header.Type == FixedType;
        return new(
            IsProgram: isFixed || hasLoader || pie,
            IsStatic: !hasLoader && !needs && (isFixed || pie),
            HasSymbols: image.HasSections ? image.HasSection(".symtab"u8) : image.FromStart && header.SectionCount == 0 ? false : null,
            HasDebug: image.HasSections ? image.HasSection(".debug_"u8) || image.HasSection(".zdebug_"u8) : image.FromStart && header.SectionCount == 0 ? false : null,
            IsPositionIndependent: !isFixed,
            Relro: !header.Parts.ContainsKey(GnuRelro) ? "none" : now ? "full" : "partial",
            // Without the mark the system gives an executable stack.
            HasNonExecutableStack: header.Parts.TryGetValue(GnuStack, out var stack) && !stack.Executable)
        {
            HasGoBuildId = image.HasSections && image.TrySection(".go.buildinfo"u8, out _) ? HasGoBuildId(image) : null,
        };
    }

    // An ELF note: lengths of name and description, type, the name "Go" padded to four bytes, the id.
    private static bool HasGoBuildId(ElfImage image) =>
        image.TrySection(".note.go.buildid"u8, out var note) && note.Length > 16 && ElfHeader.UInt32(note[4..], image.Header.BigEndian) > 0;

    private static (bool Needs, bool Now, bool Pie) ReadDynamic(ElfImage image)
    {
        var (needs, now, pie) = (false, false, false);
        if (!image.Header.Parts.TryGetValue(Dynamic, out var part) || !image.TryPart(part, out var entries))
            return default;
        var (is64, big) = (image.Header.Is64, image.Header.BigEndian);
        var size = is64 ? 16 : 8;
        for (; entries.Length >= size; entries = entries[size..])
        {
            var tag = is64 ? ElfHeader.UInt64(entries, big) : ElfHeader.UInt32(entries, big);
            var value = is64 ? ElfHeader.UInt64(entries[8..], big) : ElfHeader.UInt32(entries[4..], big);
            if (tag == 0)
                break;
            needs |= tag == Needed;
            now |= tag == BindNow || (tag == Flags && (value & NowFlag) != 0) || (tag == Flags1 && (value & Now1Flag) != 0);
            pie |= tag == Flags1 && (value & PieFlag) != 0;
        }
        return (needs, now, pie);
    }
}
