namespace Attestry.Sbom.Catalogers.Alpine;

/// <summary>apk's database of installed packages (apk-tools, apk_db: one-letter fields, records divided by blank lines).</summary>
internal static class ApkDatabase
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var record = default(Record);
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line))
        {
            if (line.IsEmpty)
            {
                record.Finish(found);
                record = default;
            }
            else if (line is [var field, (byte)':', .. var value])
                record.Take(field, value);
            else
                found.Malformed("a line is not a one-letter field");
        }
        record.Finish(found);
    }

    private struct Record
    {
        private string? _name;
        private string? _version;
        private string? _architecture;
        private string? _licence;
        private string? _origin;
        private bool _any;
        private string? _folder;
        private List<string>? _files;

        public void Take(byte field, ReadOnlySpan<byte> value)
        {
            _any = true;
            switch (field)
            {
                case (byte)'P':
                    _name ??= HeaderLine.Cut(value);
                    break;
                case (byte)'V':
                    _version ??= HeaderLine.Cut(value);
                    break;
                case (byte)'A':
                    _architecture ??= HeaderLine.Cut(value);
                    break;
                case (byte)'L':
                    _licence ??= HeaderLine.Cut(value);
                    break;
                case (byte)'F':
                    _folder = HeaderLine.Cut(value);
                    break;
                case (byte)'R':
                    (_files ??= []).Add(string.IsNullOrEmpty(_folder) ? HeaderLine.Cut(value) : $"{_folder}/{HeaderLine.Cut(value)}");
                    break;
                case (byte)'o':
                    _origin ??= HeaderLine.Cut(value);
                    break;
            }
        }

        public readonly void Finish(SourceSink found)
        {
            if (!_any)
                return;
            if (_name is null || _version is null)
            {
                found.Malformed("a package has no name or no version");
                return;
            }
            found.Add(new(PackageTypes.Alpine, _name, _version)
            {
                Architecture = _architecture,
                Licence = _licence,
                SourceName = _origin is { Length: > 0 } && _origin != _name ? _origin : null,
            });
            found.Own(_name, _files ?? []);
        }
    }
}
