using System.Text;

namespace Attestry.Sbom.Catalogers.Systems;

/// <summary>Which distribution this is (os-release(5)): shell assignments, of which only names and versions matter.</summary>
internal static class OsReleaseFile
{
    internal const string Id = "ID";

    internal const string VersionId = "VERSION_ID";

    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line))
        {
            var equals = line.IndexOf((byte)'=');
            if (equals <= 0 || line[0] == '#')
                continue;
            var name = HeaderLine.Cut(line[..equals].Trim((byte)' '));
            if (name is Id or VersionId && Unquote(HeaderLine.Cut(line[(equals + 1)..]).Trim()) is { Length: > 0 } value)
                found.Fact(name, name == Id ? value.ToLowerInvariant() : value);
        }
    }

    private static string Unquote(string value)
    {
        if (value is not ['"' or '\'', .., _] || value[0] != value[^1])
            return value;
        var text = new StringBuilder(value.Length);
        var inner = value.AsSpan(1, value.Length - 2);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\' && value[0] == '"' && i + 1 < inner.Length)
                i++;
            text.Append(inner[i]);
        }
        return text.ToString();
    }
}
