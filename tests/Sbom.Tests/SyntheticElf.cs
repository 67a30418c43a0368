using System.Buffers.Binary;
using System.Text;

namespace Attestry.Sbom.Tests;

/// <summary>ELF programs of one section and one loadable segment that covers the file, 64 bits, little-endian, made byte by byte.</summary>
internal static class SyntheticElf
{
    private const int ContentAt = 0x1000;

    public static byte[] With(string section, byte[] content, bool pie = false)
    {
        var names = Encoding.ASCII.GetBytes($"\0.shstrtab\0{section}\0");
        var namesAt = ContentAt + content.Length;
        var tableAt = namesAt + names.Length;
        var file = new byte[tableAt + (3 * 64)];
        Encoding.ASCII.GetBytes("\u007fELF\u0002\u0001\u0001").CopyTo(file, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(16), (ushort)(pie ? 3 : 2));
        Word(file, 32, 64);
        Word(file, 40, tableAt);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(54), 56);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(56), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(58), 64);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(60), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(62), 1);
        // PT_LOAD, r-x.
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(64), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(68), 5);
        Word(file, 72, 0);
        Word(file, 80, 0x400000);
        Word(file, 96, file.Length);
        Word(file, 104, file.Length);
        content.CopyTo(file, ContentAt);
        names.CopyTo(file, namesAt);
        Section(file, tableAt + 64, 1, namesAt, names.Length);
        Section(file, tableAt + 128, 11, ContentAt, content.Length);
        return file;
    }

    private static void Section(byte[] file, int at, int name, int offset, int size)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), (uint)name);
        Word(file, at + 24, offset);
        Word(file, at + 32, size);
    }

    private static void Word(byte[] file, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);
}
