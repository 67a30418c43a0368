using System.Buffers.Binary;
using System.Text;

namespace Attestry.Sbom.Tests;

/// <summary>Programs of Windows with one writable section, PE32+.</summary>
internal static class SyntheticPe
{
    private const int HeaderAt = 0x80;
    private const int OptionalSize = 240;
    private const int ContentAt = 0x400;

    public static byte[] With(string section, byte[] content)
    {
        var file = new byte[ContentAt + content.Length];
        Encoding.ASCII.GetBytes("MZ").CopyTo(file, 0);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(60), HeaderAt);
        var coff = file.AsSpan(HeaderAt);
        "PE\0\0"u8.CopyTo(coff);
        BinaryPrimitives.WriteUInt16LittleEndian(coff[6..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(coff[20..], OptionalSize);
        BinaryPrimitives.WriteUInt16LittleEndian(coff[24..], 0x20b);
        BinaryPrimitives.WriteUInt64LittleEndian(coff[48..], 0x140000000);
        var entry = coff[(24 + OptionalSize)..];
        Encoding.ASCII.GetBytes(section).CopyTo(entry);
        BinaryPrimitives.WriteInt32LittleEndian(entry[8..], content.Length);
        BinaryPrimitives.WriteInt32LittleEndian(entry[12..], 0x1000);
        BinaryPrimitives.WriteInt32LittleEndian(entry[16..], content.Length);
        BinaryPrimitives.WriteInt32LittleEndian(entry[20..], ContentAt);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[36..], 0xC0000040);
        content.CopyTo(file, ContentAt);
        return file;
    }
}
