using System.Globalization;
using System.Text;
using Attestry.Primitives.Findings;

namespace Attestry.Oci.Tar;

/// <summary>The records of a pax extended header that change how an entry is read (POSIX.1-2017 pax §extended header).</summary>
internal sealed class PaxRecords
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public bool IsSparse { get; private set; }

    /// <summary>Names, links or sizes: what a global header must not change for all that follow, because some readers ignore it.</summary>
    public bool ChangesIdentity => IsSparse || _values.ContainsKey("path") || _values.ContainsKey("linkpath") || _values.ContainsKey("size");

    /// <exception cref="TarException">A record is malformed.</exception>
    public static PaxRecords Read(ReadOnlySpan<byte> content)
    {
        var records = new PaxRecords();
        while (!content.IsEmpty)
        {
            var space = content.IndexOf((byte)' ');
            if (space is < 1 or > 8
                || !int.TryParse(content[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1 || length > content.Length || content[length - 1] != '\n')
                throw Malformed();
            records.Add(content[(space + 1)..(length - 1)]);
            content = content[length..];
        }
        return records;
    }

    /// <summary>The entry with what the records say in place of what its header says.</summary>
    /// <exception cref="TarException">A number is none.</exception>
    public TarEntry ApplyTo(TarEntry entry) => entry with
    {
        Name = _values.GetValueOrDefault("path", entry.Name),
        LinkName = _values.GetValueOrDefault("linkpath", entry.LinkName),
        Size = Whole("size") is not { } size ? entry.Size : size >= 0 ? size : throw Malformed(),
        UserId = Whole("uid") ?? entry.UserId,
        GroupId = Whole("gid") ?? entry.GroupId,
        ModifiedAt = Seconds("mtime") is { } seconds ? TarHeader.Time(seconds) : entry.ModifiedAt,
        IsSparse = entry.IsSparse || IsSparse,
    };

    private void Add(ReadOnlySpan<byte> record)
    {
        var equals = record.IndexOf((byte)'=');
        if (equals < 1)
            throw Malformed();
        var key = Encoding.UTF8.GetString(record[..equals]);
        IsSparse |= key.StartsWith("GNU.sparse.", StringComparison.Ordinal);
        if (key is not ("path" or "linkpath" or "size" or "uid" or "gid" or "mtime"))
            return;
        var value = record[(equals + 1)..];
        if (value.Contains((byte)0))
            throw Malformed();
        // An empty value takes the record back.
        if (value.IsEmpty)
            _values.Remove(key);
        else
            _values[key] = Encoding.UTF8.GetString(value);
    }

    private long? Whole(string key) =>
        !_values.TryGetValue(key, out var text) ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Malformed();

    // Seconds with a fraction; whole seconds are enough here.
    private long? Seconds(string key) =>
        !_values.TryGetValue(key, out var text) ? null
        : decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && Math.Abs(value) < long.MaxValue
            ? (long)Math.Floor(value) : throw Malformed();

    private static TarException Malformed() => new(LayerFindings.HeaderMalformed, "A pax header is malformed.");
}
