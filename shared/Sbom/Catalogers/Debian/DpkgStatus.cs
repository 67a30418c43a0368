namespace Attestry.Sbom.Catalogers.Debian;

/// <summary>dpkg's database of installed packages (deb-control(5), dpkg(1) §package states): stanzas divided by blank lines.</summary>
internal static class DpkgStatus
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var stanza = default(Stanza);
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line))
        {
            if (line.Trim(" \t"u8).IsEmpty)
            {
                stanza.Finish(found);
                stanza = default;
            }
            else if (HeaderLine.TryParse(line, out var header))
                stanza.Take(header);
            else if (line[0] is not ((byte)' ' or (byte)'\t'))
                found.Malformed("a line is neither a field nor the continuation of one");
        }
        stanza.Finish(found);
    }

    private struct Stanza
    {
        private string? _name;
        private string? _version;
        private string? _architecture;
        private string? _source;
        private string? _status;
        private bool _any;

        public void Take(HeaderLine header)
        {
            _any = true;
            if (header.Is("Package"u8))
                _name ??= header.Text;
            else if (header.Is("Version"u8))
                _version ??= header.Text;
            else if (header.Is("Architecture"u8))
                _architecture ??= header.Text;
            else if (header.Is("Source"u8))
                _source ??= header.Text;
            else if (header.Is("Status"u8))
                _status ??= header.Text;
        }

        public readonly void Finish(SourceSink found)
        {
            if (!_any || !IsPresent(_status))
                return;
            if (_name is null || _version is null)
            {
                found.Malformed("a package has no name or no version");
                return;
            }
            var (sourceName, sourceVersion) = SourceOf(_source);
            found.Add(new(PackageTypes.Debian, _name, _version)
            {
                Architecture = _architecture,
                SourceName = sourceName == _name ? null : sourceName,
                SourceVersion = sourceVersion == _version ? null : sourceVersion,
            });
        }

        // "want error state": of not-installed and config-files no file but configuration is there.
        private static bool IsPresent(string? status) =>
            status is null || status.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [.., "not-installed" or "config-files"];

        // "glibc (2.36-9)"; the version only where it differs from the binary's.
        private static (string? Name, string? Version) SourceOf(string? source)
        {
            if (string.IsNullOrEmpty(source))
                return (null, null);
            var open = source.IndexOf('(', StringComparison.Ordinal);
            return open < 0 ? (source, null) : (source[..open].Trim(), source[(open + 1)..].TrimEnd(' ', ')'));
        }
    }
}
