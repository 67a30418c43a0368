using System.Buffers.Binary;
using System.Text;
using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Catalogers.Rpm;

/// <summary>
/// A package's header as the databases hold it (rpm, "Header format"): two counts, an index of tags with type, offset and
/// count, then the data. Big-endian. Nothing is taken from outside the data that the header itself delimits.
/// </summary>
internal readonly ref struct RpmHeader
{
    private const int EntrySize = 16;
    private const uint Int32 = 4;
    private const uint Text = 6;
    private const uint TextArray = 8;
    private const uint InternationalText = 9;

    private readonly ReadOnlySpan<byte> _index;
    private readonly ReadOnlySpan<byte> _data;

    private RpmHeader(ReadOnlySpan<byte> index, ReadOnlySpan<byte> data)
    {
        _index = index;
        _data = data;
    }

    internal static bool TryRead(ReadOnlySpan<byte> blob, out RpmHeader header)
    {
        header = default;
        if (blob.Length < 8)
            return false;
        var entries = BinaryPrimitives.ReadUInt32BigEndian(blob);
        var bytes = BinaryPrimitives.ReadUInt32BigEndian(blob[4..]);
        if (entries > SbomLimits.RpmHeaderTags || bytes > (uint)blob.Length || 8 + (EntrySize * (long)entries) + bytes > blob.Length)
            return false;
        var index = EntrySize * (int)entries;
        header = new(blob.Slice(8, index), blob.Slice(8 + index, (int)bytes));
        return true;
    }

    internal void AddTo(SourceSink found)
    {
        var (name, version, release) = (String(RpmTag.Name), String(RpmTag.Version), String(RpmTag.Release));
        if (name is null || version is null || release is null)
        {
            found.Malformed("a package has no name, version or release");
            return;
        }
        var epoch = Number(RpmTag.Epoch);
        var source = Source(String(RpmTag.SourceRpm));
        found.Add(new(PackageTypes.Rpm, name, epoch is > 0 ? $"{epoch}:{version}-{release}" : $"{version}-{release}")
        {
            Architecture = String(RpmTag.Architecture),
            Licence = String(RpmTag.Licence),
            SourceName = source?.Name == name ? null : source?.Name,
            SourceVersion = source?.Version == $"{version}-{release}" ? null : source?.Version,
            DependsOn = [.. RpmRelations.Needed(Strings(RpmTag.Requires))],
            Provides = [.. RpmRelations.Provided(Strings(RpmTag.Provides))],
            Properties = Properties(),
        });
        found.Own(name, Files());
    }

    private SortedDictionary<string, string>? Properties()
    {
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, tag) in (ReadOnlySpan<(string, RpmTag)>)[("rpm:vendor", RpmTag.Vendor), ("rpm:modularity", RpmTag.ModularityLabel)])
        {
            if (String(tag) is { Length: > 0 and <= SbomLimits.FieldCharacters } value && !value.Any(char.IsControl))
                properties[name] = value;
        }
        return properties.Count == 0 ? null : properties;
    }

    // "bash-5.2.15-3.src.rpm": version and release hold no dash.
    private static (string Name, string Version)? Source(string? file)
    {
        if (file is null || file.LastIndexOf('-') is not (> 0 and var release) || file.LastIndexOf('-', release - 1) is not (> 0 and var version))
            return null;
        var end = file.Length;
        foreach (var suffix in (ReadOnlySpan<string>)[".src.rpm", ".nosrc.rpm", ".rpm"])
        {
            if (file.EndsWith(suffix, StringComparison.Ordinal))
            {
                end -= suffix.Length;
                break;
            }
        }
        return (file[..version], file[(version + 1)..end]);
    }

    // Names of folders once, and of each file the number of its folder.
    private List<string> Files()
    {
        var (names, folders) = (Strings(RpmTag.BaseNames), Strings(RpmTag.DirectoryNames));
        var files = new List<string>();
        if (!TryEntry(RpmTag.DirectoryIndexes, Int32, out var indexes, out var count) || count < names.Count || indexes.Length < 4 * names.Count)
            return files;
        for (var i = 0; i < names.Count; i++)
        {
            var folder = BinaryPrimitives.ReadUInt32BigEndian(indexes[(4 * i)..]);
            if (folder < folders.Count)
                files.Add($"{folders[(int)folder].TrimStart('/')}{names[i]}");
        }
        return files;
    }

    private string? String(RpmTag tag)
    {
        if (!TryEntry(tag, Text, out var data, out _) && !TryEntry(tag, InternationalText, out data, out _) && !TryEntry(tag, TextArray, out data, out _))
            return null;
        var end = data.IndexOf((byte)0);
        return end <= 0 ? null : HeaderLine.Cut(data[..end]);
    }

    private long? Number(RpmTag tag) =>
        TryEntry(tag, Int32, out var data, out var count) && count >= 1 && data.Length >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(data) : null;

    private List<string> Strings(RpmTag tag)
    {
        var texts = new List<string>();
        if (!TryEntry(tag, TextArray, out var data, out var count))
            return texts;
        for (var i = 0; i < count && data.IndexOf((byte)0) is >= 0 and var end; i++)
        {
            texts.Add(Encoding.UTF8.GetString(data[..Math.Min(end, SbomLimits.FieldCharacters)]));
            data = data[(end + 1)..];
        }
        return texts;
    }

    private bool TryEntry(RpmTag tag, uint type, out ReadOnlySpan<byte> data, out uint count)
    {
        for (var entry = _index; entry.Length >= EntrySize; entry = entry[EntrySize..])
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(entry) != (uint)tag || BinaryPrimitives.ReadUInt32BigEndian(entry[4..]) != type)
                continue;
            var offset = BinaryPrimitives.ReadUInt32BigEndian(entry[8..]);
            count = BinaryPrimitives.ReadUInt32BigEndian(entry[12..]);
            data = offset <= (uint)_data.Length ? _data[(int)offset..] : default;
            return offset <= (uint)_data.Length;
        }
        data = default;
        count = 0;
        return false;
    }
}
