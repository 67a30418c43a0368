using System.Text;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Boot;

/// <summary>Device paths (UEFI 2.10, 10.3): nodes of type, subtype and length.</summary>
internal static class EfiDevicePath
{
    private const byte Media = 4;
    private const byte File = 4;
    private const byte End = 0x7F;

    /// <summary>The file path nodes, joined.</summary>
    internal static string? FilePath(ReadOnlySpan<byte> path)
    {
        var reader = new SpanReader(path);
        StringBuilder? joined = null;
        while (reader.TryByte(out var type) && reader.TryByte(out var subtype) && reader.TryLittleUInt16(out var length) && length >= 4
            && reader.TryTake(length - 4, out var node) && type != End)
        {
            if (type == Media && subtype == File)
                (joined ??= new()).Append(Encoding.Unicode.GetString(node).TrimEnd('\0'));
        }
        return joined?.ToString();
    }
}
