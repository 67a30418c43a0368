namespace Attestry.Sbom.Catalogers.Npm;

/// <summary>
/// pnpm's lock file, versions 5 to 9, YAML as pnpm writes it: below <c>packages:</c> two spaces in the key, which is
/// <c>/name/1.0.0_peers</c> (5), <c>/name@1.0.0(peers)</c> (6) or <c>name@1.0.0</c> (9), and four in what is said of it.
/// </summary>
internal static class PnpmLock
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        string? key = null;
        bool inside = false, development = false;
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line))
        {
            var indent = TextLine.Indent(line);
            if (indent == line.Length)
                continue;
            var text = TextLine.Of(line).TrimEnd();
            if (indent <= 2)
            {
                Finish(key, development, found);
                inside = indent == 0 ? text == "packages:" : inside;
                key = indent == 2 && inside ? Key(text[2..]) : null;
                development = false;
            }
            else if (indent == 4)
                development |= text == "    dev: true";
        }
        Finish(key, development, found);
    }

    // "'@scope/name@1.0.0':", or with an empty map in place "name@1.0.0: {}".
    private static string? Key(string text)
    {
        var end = text.EndsWith(": {}", StringComparison.Ordinal) ? text.Length - 4 : text[^1] == ':' ? text.Length - 1 : -1;
        return end <= 0 ? null : TextLine.Unquoted(text[..end]);
    }

    private static void Finish(string? key, bool development, SourceSink found)
    {
        if (key is null || development)
            return;
        var bare = key.Split('(')[0];
        var from = bare.StartsWith('/') ? bare[1..] : bare;
        // From a file, a repository or a URL: no version of a registry.
        if (from.Contains(':', StringComparison.Ordinal))
            return;
        var parts = from.Split('/');
        var named = from.StartsWith('@') ? 2 : 1;
        var at = parts.Length > named ? string.Join('/', parts[..named]).Length : from.Length > 1 ? from.IndexOf('@', 1) : -1;
        if (at <= 0)
            return;
        var version = from[(at + 1)..].Split('_', '/')[0];
        if (version.Length > 0 && char.IsAsciiDigit(version[0]))
            found.Add(new(PackageTypes.Npm, from[..at], version));
    }
}
