using System.Buffers.Binary;
using System.Text;

namespace Attestry.Sbom.Tests;

/// <summary>Programs of macOS with one segment and one section, 64 bits.</summary>
internal static class SyntheticMachO
{
    private const int ContentAt = 0x400;

    public static byte[] With(string section, byte[] content)
    {
        var file = new byte[ContentAt + content.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(file, 0xfeedfacf);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(16), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(20), 152);
        var command = file.AsSpan(32);
        BinaryPrimitives.WriteUInt32LittleEndian(command, 0x19);
        BinaryPrimitives.WriteUInt32LittleEndian(command[4..], 152);
        BinaryPrimitives.WriteUInt64LittleEndian(command[24..], 0x100000000);
        BinaryPrimitives.WriteUInt64LittleEndian(command[48..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(command[60..], 3);
        BinaryPrimitives.WriteUInt32LittleEndian(command[64..], 1);
        var entry = command[72..];
        Encoding.ASCII.GetBytes(section).CopyTo(entry);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[32..], 0x100000000 + ContentAt);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[40..], (ulong)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[48..], ContentAt);
        content.CopyTo(file, ContentAt);
        return file;
    }
}
