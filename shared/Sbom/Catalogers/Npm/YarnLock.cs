namespace Attestry.Sbom.Catalogers.Npm;

/// <summary>
/// Yarn's lock file: of version 1 in a form of its own, since 2 ("Berry") in YAML. In both a line without indentation says
/// what was asked for, and two spaces in stands what was chosen.
/// </summary>
internal static class YarnLock
{
    private const string Alias = "@npm:";

    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var entry = default(Entry);
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line))
        {
            if (line.IsEmpty || line[0] == '#')
                continue;
            var text = TextLine.Of(line);
            if (TextLine.Indent(line) == 0)
            {
                entry.Finish(found);
                entry = new(text.TrimEnd().TrimEnd(':'));
            }
            else if (TextLine.Indent(line) == 2)
                entry.Take(text[2..]);
        }
        entry.Finish(found);
    }

    private struct Entry(string asked)
    {
        private string? _version;
        private string? _resolution;
        private string? _integrity;

        public void Take(string line)
        {
            if (Value(line, "version") is { } version)
                _version ??= version;
            else if (Value(line, "resolution") is { } resolution)
                _resolution ??= resolution;
            else if (Value(line, "integrity") is { } integrity)
                _integrity ??= integrity;
        }

        public readonly void Finish(SourceSink found)
        {
            if (asked is null or "__metadata" || _resolution?.Contains("@workspace:", StringComparison.Ordinal) == true)
                return;
            var name = NameOf(_resolution ?? TextLine.Unquoted(asked.Split(',')[0]));
            if (name.Length == 0 || _version is null)
                found.Malformed("an entry has no name or no version");
            else
                found.Add(new(PackageTypes.Npm, name, _version) { Properties = PackageProperties.Of(("npm:integrity", _integrity)) });
        }

        // "@scope/name@^1.0.0", "alias@npm:real@^1.0.0", "name@npm:1.2.3"
        private static string NameOf(string asked)
        {
            var alias = asked.Length > 1 ? asked.IndexOf(Alias, 1, StringComparison.Ordinal) : -1;
            if (alias > 0 && asked[(alias + Alias.Length)..] is { Length: > 1 } real && real.IndexOf('@', 1) is > 0 and var end)
                return real[..end];
            var at = asked.Length > 1 ? asked.IndexOf('@', 1) : -1;
            return at > 0 ? asked[..at] : "";
        }

        private static string? Value(string line, string name) =>
            line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && (line[name.Length] is ' ' or ':')
                ? TextLine.Unquoted(line[(name.Length + 1)..])
                : null;
    }
}
