using System.Text;
using Attestry.Sbom.Catalogers.Binaries;
using Attestry.Sbom.Catalogers.Elf;

namespace Attestry.Sbom.Catalogers.Go;

/// <summary>
/// Finds and reads the two strings of a Go binary's build information (Go's <c>debug/buildinfo</c>): a 32-byte header
/// with magic, pointer size and flags, then since Go 1.18 both strings in place behind varint lengths, before that
/// pointers to string headers.
/// </summary>
internal static class GoBuildInfoReader
{
    private const int HeaderSize = 32;
    private const int Alignment = 16;
    private const byte BigEndianFlag = 1;
    private const byte InlineFlag = 2;
    private const int LongestVersion = 256;
    private const int LongestModules = 16 << 20;

    // The linker wraps the module text in two 16-byte marks.
    private const int Mark = 16;

    private static readonly byte[] Magic = [0xff, .. " Go buildinf:"u8];

    /// <summary>Null when this is no Go binary.</summary>
    /// <param name="broken">It is one, and what it says about itself cannot be followed.</param>
    internal static GoBuildInfo? Read(BinaryImage image, out bool broken)
    {
        broken = false;
        if (image.TrySection(".go.buildinfo"u8, out var section))
        {
            var found = ReadFrom(image, section);
            broken = found is null;
            return found;
        }
        // Stripped of its section table, or too large for that to be in the window: it is in the data, aligned.
        foreach (var segment in image.Regions)
        {
            if (segment.Writable && ReadFrom(image, image.Content(segment)) is { } found)
                return found;
        }
        return null;
    }

    private static GoBuildInfo? ReadFrom(BinaryImage image, ReadOnlySpan<byte> data)
    {
        for (var at = 0; at <= data.Length - HeaderSize;)
        {
            var next = data[at..].IndexOf(Magic);
            if (next < 0)
                return null;
            at += next;
            // Programs that read build information themselves hold the magic too, as a constant, seldom aligned.
            if (at % Alignment == 0 && data.Length - at >= HeaderSize && ReadAt(image, data[at..]) is { } found)
                return found;
            at += Magic.Length;
        }
        return null;
    }

    private static GoBuildInfo? ReadAt(BinaryImage image, ReadOnlySpan<byte> data)
    {
        var flags = data[15];
        ReadOnlySpan<byte> version, modules;
        if ((flags & InlineFlag) != 0)
        {
            var rest = data[HeaderSize..];
            if (!TryTakeString(ref rest, LongestVersion, out version) || !TryTakeString(ref rest, LongestModules, out modules))
                return null;
        }
        else if (data[14] is not (4 or 8) || !TryFollow(image, data, 0, (flags & BigEndianFlag) != 0, LongestVersion, out version)
            || !TryFollow(image, data, 1, (flags & BigEndianFlag) != 0, LongestModules, out modules))
            return null;
        if (version.IsEmpty || !(version.StartsWith("go"u8) || version.StartsWith("devel"u8)))
            return null;
        return GoModuleText.Parse(Encoding.UTF8.GetString(version), Unwrap(modules));
    }

    private static bool TryTakeString(scoped ref ReadOnlySpan<byte> rest, int longest, out ReadOnlySpan<byte> text)
    {
        text = default;
        var length = 0UL;
        for (var i = 0; ; i++)
        {
            if (i >= 5 || i >= rest.Length)
                return false;
            length |= (ulong)(rest[i] & 0x7f) << (7 * i);
            if ((rest[i] & 0x80) != 0)
                continue;
            rest = rest[(i + 1)..];
            break;
        }
        if (length > (ulong)longest || length > (ulong)rest.Length)
            return false;
        text = rest[..(int)length];
        rest = rest[(int)length..];
        return true;
    }

    // A pointer to a string header, which is a pointer to the bytes and their number.
    private static bool TryFollow(BinaryImage image, ReadOnlySpan<byte> data, int index, bool big, int longest, out ReadOnlySpan<byte> text)
    {
        text = default;
        int size = data[14];
        var pointer = Word(data[(16 + (index * size))..], size, big);
        if (!image.TryAddress(pointer, (ulong)(2 * size), out var header))
            return false;
        var length = Word(header[size..], size, big);
        return length <= (ulong)longest && (length == 0 || image.TryAddress(Word(header, size, big), length, out text));
    }

    private static ulong Word(ReadOnlySpan<byte> at, int size, bool big) => size == 8 ? ElfHeader.UInt64(at, big) : ElfHeader.UInt32(at, big);

    private static string Unwrap(ReadOnlySpan<byte> modules) =>
        modules.Length > 2 * Mark && modules[^(Mark + 1)] == '\n' ? Encoding.UTF8.GetString(modules[Mark..^Mark]) : "";
}
