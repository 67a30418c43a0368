using System.Buffers.Binary;
using System.Text;

namespace Attestry.Sbom.Tests;

/// <summary>Small ELF files with Go build information, made byte by byte: 64 bits, little-endian unless told otherwise.</summary>
internal static class SyntheticGo
{
    public const string Modules =
        "path\texample.org/cmd/tool\n" +
        "mod\texample.org/tool\t(devel)\t\n" +
        "dep\tgithub.com/Acme/lib\tv1.2.3\th1:abc=\n" +
        "dep\texample.org/old\tv0.1.0\n" +
        "=>\texample.org/new\tv0.2.0\th1:def=\n" +
        "dep\texample.org/local\tv0.0.1\n" +
        "=>\t./local\n" +
        "build\t-trimpath=true\n" +
        "build\t\"with space\"=\"a \\\"b\\\"\"\n" +
        "build\tvcs.modified=true\n";

    private const ulong Base = 0x400000;
    private const int InfoAt = 0x200;

    /// <summary>Go 1.18 and later: both strings follow the header.</summary>
    public static byte[] Inline(string version = "go1.22.1", string modules = Modules, bool sections = true, int pad = 0) =>
        Elf([.. Info(version, modules), .. new byte[pad]], sections);

    /// <summary>The build information alone, for programs of other formats.</summary>
    public static byte[] Info(string version = "go1.22.1", string modules = Modules)
    {
        var info = new List<byte>(Header(flags: 2));
        AddString(info, Encoding.UTF8.GetBytes(version));
        AddString(info, Wrap(modules));
        return [.. info];
    }

    /// <summary>Before Go 1.18: the header points to string headers, which point to the bytes.</summary>
    public static byte[] Pointers(string version = "go1.16.5", string modules = Modules, bool big = false)
    {
        var (text, mod) = (Encoding.UTF8.GetBytes(version), Wrap(modules));
        var info = new byte[32 + 32 + text.Length + mod.Length];
        Header(flags: (byte)(big ? 1 : 0)).CopyTo(info, 0);
        var at = Base + InfoAt;
        Word(info, 16, at + 32, big);
        Word(info, 24, at + 48, big);
        Word(info, 32, at + 64, big);
        Word(info, 40, (ulong)text.Length, big);
        Word(info, 48, at + 64 + (ulong)text.Length, big);
        Word(info, 56, (ulong)mod.Length, big);
        text.CopyTo(info, 64);
        mod.CopyTo(info, 64 + text.Length);
        return Elf(info, sections: true, big);
    }

    public static byte[] Elf(byte[] info, bool sections, bool big = false)
    {
        var names = Encoding.ASCII.GetBytes("\0.shstrtab\0.go.buildinfo\0");
        var namesAt = InfoAt + info.Length;
        var tableAt = namesAt + names.Length;
        var file = new byte[tableAt + (sections ? 3 * 64 : 0)];
        Encoding.ASCII.GetBytes("\u007fELF").CopyTo(file, 0);
        (file[4], file[5], file[6]) = (2, (byte)(big ? 2 : 1), 1);
        file[big ? 17 : 16] = 2;
        Word(file, 32, 64, big);
        Word(file, 40, (ulong)(sections ? tableAt : 0), big);
        Half(file, 54, 56, big);
        Half(file, 56, 1, big);
        Half(file, 58, 64, big);
        Half(file, 60, (ushort)(sections ? 3 : 0), big);
        Half(file, 62, (ushort)(sections ? 1 : 0), big);
        // One loadable segment, readable and writable, that is the whole file.
        Quarter(file, 64, 1, big);
        Quarter(file, 68, 6, big);
        Word(file, 80, Base, big);
        Word(file, 96, (ulong)file.Length, big);
        info.CopyTo(file, InfoAt);
        names.CopyTo(file, namesAt);
        if (sections)
        {
            Section(file, tableAt + 64, 1, (ulong)namesAt, (ulong)names.Length, big);
            Section(file, tableAt + 128, 11, InfoAt, (ulong)info.Length, big);
        }
        return file;
    }

    private static byte[] Header(byte flags)
    {
        var header = new byte[32];
        header[0] = 0xff;
        Encoding.ASCII.GetBytes(" Go buildinf:").CopyTo(header, 1);
        (header[14], header[15]) = (8, flags);
        return header;
    }

    private static byte[] Wrap(string modules) => [.. new byte[16], .. Encoding.UTF8.GetBytes(modules), .. new byte[16]];

    private static void AddString(List<byte> into, byte[] text)
    {
        var length = (uint)text.Length;
        for (; length >= 0x80; length >>= 7)
            into.Add((byte)(length | 0x80));
        into.Add((byte)length);
        into.AddRange(text);
    }

    private static void Section(byte[] file, int at, uint name, ulong offset, ulong size, bool big)
    {
        Quarter(file, at, name, big);
        Word(file, at + 24, offset, big);
        Word(file, at + 32, size, big);
    }

    private static void Word(byte[] file, int at, ulong value, bool big)
    {
        if (big)
            BinaryPrimitives.WriteUInt64BigEndian(file.AsSpan(at), value);
        else
            BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(at), value);
    }

    private static void Quarter(byte[] file, int at, uint value, bool big)
    {
        if (big)
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at), value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
    }

    private static void Half(byte[] file, int at, ushort value, bool big)
    {
        if (big)
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(at), value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), value);
    }
}
