using System.Text;

namespace Attestry.Sbom.Catalogers.Java;

/// <summary>The main section of <c>META-INF/MANIFEST.MF</c> (JAR file specification): headers, continued by lines that begin with a space.</summary>
internal static class JavaManifest
{
    internal static IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> content)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var (name, value) = ("", new StringBuilder());
        var lines = new LineReader(content);
        while (lines.TryRead(out var line) && !line.IsEmpty)
        {
            if (line[0] == ' ')
            {
                value.Append(TextLine.Of(line[1..]));
                continue;
            }
            headers.TryAdd(name, value.ToString());
            value.Clear();
            name = "";
            if (HeaderLine.TryParse(line, out var header))
            {
                name = TextLine.Of(header.Name);
                value.Append(header.Text);
            }
        }
        headers.TryAdd(name, value.ToString());
        return headers;
    }

    /// <summary>The first that is there and not empty.</summary>
    internal static string? First(this IReadOnlyDictionary<string, string> headers, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (headers.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } text)
                return text;
        }
        return null;
    }
}
