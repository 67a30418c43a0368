using System.Globalization;
using System.Text;

namespace Attestry.Oci.Tests.Support;

/// <summary>Writes archives by hand, so that they can be wrong in ways that no library writes.</summary>
internal sealed class TarBytes
{
    private readonly MemoryStream _bytes = new();

    public static byte[] Of(string path, string content) => new TarBytes().File(path, content).End();

    public TarBytes File(string path, string content) => Entry(path, '0', Encoding.UTF8.GetBytes(content));

    public TarBytes Link(string path, string target, char type) => Entry(path, type, [], target);

    public TarBytes Entry(string path, char type, byte[] content, string link = "", Action<byte[]>? edit = null, bool sum = true)
    {
        var header = new byte[512];
        Put(header, 0, Encoding.UTF8.GetBytes(path));
        Put(header, 100, "0000644\0"u8);
        Put(header, 108, "0000001\0"u8);
        Put(header, 116, "0000002\0"u8);
        Put(header, 124, Octal(content.Length));
        Put(header, 136, Octal(1_000_000_000));
        header[156] = (byte)type;
        Put(header, 157, Encoding.UTF8.GetBytes(link));
        Put(header, 257, "ustar\0"u8);
        Put(header, 263, "00"u8);
        edit?.Invoke(header);
        if (sum)
            Sum(header);
        _bytes.Write(header);
        return Raw(content).Pad();
    }

    public TarBytes Pax(string path, char type, byte[] content, params string[] records) => Entry("PaxHeaders/x", 'x', Records(records)).Entry(path, type, content);

    public static byte[] Records(params string[] records) => [.. records.SelectMany(Record)];

    public TarBytes Raw(byte[] bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public byte[] End() => Raw(new byte[1024]).ToArray();

    public byte[] ToArray() => _bytes.ToArray();

    public static byte[] Octal(long value) => Encoding.ASCII.GetBytes(Convert.ToString(value, 8).PadLeft(11, '0') + "\0");

    public static void Put(byte[] header, int at, ReadOnlySpan<byte> value) => value[..Math.Min(value.Length, 512 - at)].CopyTo(header.AsSpan(at));

    private static void Sum(byte[] header)
    {
        header.AsSpan(148, 8).Fill((byte)' ');
        Put(header, 148, Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 "));
    }

    private static byte[] Record(string record)
    {
        var body = Encoding.UTF8.GetByteCount(record) + 2;
        var length = body + 1;
        while (body + length.ToString(CultureInfo.InvariantCulture).Length != length)
            length++;
        return Encoding.UTF8.GetBytes($"{length} {record}\n");
    }

    private TarBytes Pad() => Raw(new byte[(int)(-_bytes.Length & 511)]);
}
