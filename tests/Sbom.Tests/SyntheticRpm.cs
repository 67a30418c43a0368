using System.Buffers.Binary;
using System.Text;

namespace Attestry.Sbom.Tests;

/// <summary>Makes rpm headers and a database of them.</summary>
internal static class SyntheticRpm
{
    public static byte[] Header(
        string name, string version, string release, uint? epoch = null, string? architecture = null, string? source = null, string? licence = null, IEnumerable<string>? files = null,
        string[]? requires = null, string[]? provides = null, string? module = null)
    {
        var tags = new List<(uint Tag, uint Type, uint Count, byte[] Data)>
        {
            (1000, 6, 1, Text(name)),
            (1001, 6, 1, Text(version)),
            (1002, 6, 1, Text(release)),
        };
        if (epoch is { } number)
            tags.Add((1003, 4, 1, Numbers(number)));
        foreach (var (tag, text) in new (uint, string?)[] { (1014, licence), (1022, architecture), (1044, source), (5096, module) })
        {
            if (text is not null)
                tags.Add((tag, 6, 1, Text(text)));
        }
        if (files?.ToArray() is { Length: > 0 } paths)
        {
            var folders = paths.Select(p => p[..(p.LastIndexOf('/') + 1)]).Distinct().ToList();
            tags.Add((1116, 4, (uint)paths.Length, Numbers([.. paths.Select(p => (uint)folders.IndexOf(p[..(p.LastIndexOf('/') + 1)]))])));
            tags.Add((1117, 8, (uint)paths.Length, [.. paths.SelectMany(p => Text(p[(p.LastIndexOf('/') + 1)..]))]));
            tags.Add((1118, 8, (uint)folders.Count, [.. folders.SelectMany(Text)]));
        }
        foreach (var (tag, names) in new[] { (1047u, provides), (1049u, requires) })
        {
            if (names is not null)
                tags.Add((tag, 8, (uint)names.Length, [.. names.SelectMany(Text)]));
        }
        var data = new MemoryStream();
        var index = new MemoryStream();
        foreach (var (tag, type, count, bytes) in tags)
        {
            while (type == 4 && data.Length % 4 != 0)
                data.WriteByte(0);
            index.Write(Numbers(tag, type, (uint)data.Length, count));
            data.Write(bytes);
        }
        return [.. Numbers((uint)tags.Count, (uint)data.Length), .. index.ToArray(), .. data.ToArray()];
    }

    public static byte[] Ndb(params byte[][] headers)
    {
        var file = new MemoryStream();
        file.Write(new byte[4096]);
        var slots = new byte[4096];
        "RpmP"u8.CopyTo(slots);
        BinaryPrimitives.WriteUInt32LittleEndian(slots.AsSpan(12), 1);
        for (var i = 32; i + 16 <= 4096; i += 16)
            "Slot"u8.CopyTo(slots.AsSpan(i));
        for (var i = 0; i < headers.Length; i++)
        {
            var slot = slots.AsSpan(32 + (16 * i), 16);
            var blocks = (16 + headers[i].Length + 12 + 15) / 16;
            var blob = new byte[16 * blocks];
            "BlbS"u8.CopyTo(blob);
            BinaryPrimitives.WriteUInt32LittleEndian(blob.AsSpan(4), (uint)i + 1);
            BinaryPrimitives.WriteUInt32LittleEndian(blob.AsSpan(12), (uint)headers[i].Length);
            headers[i].CopyTo(blob, 16);
            BinaryPrimitives.WriteUInt32LittleEndian(slot[4..], (uint)i + 1);
            BinaryPrimitives.WriteUInt32LittleEndian(slot[8..], (uint)(file.Length / 16));
            BinaryPrimitives.WriteUInt32LittleEndian(slot[12..], (uint)blocks);
            file.Write(blob);
        }
        file.Position = 0;
        file.Write(slots);
        return file.ToArray();
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + "\0");

    private static byte[] Numbers(params uint[] numbers)
    {
        var bytes = new byte[4 * numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 * i), numbers[i]);
        return bytes;
    }
}
