namespace Attestry.Sbom.Catalogers.Dart;

/// <summary>
/// Dart's <c>pubspec.lock</c>, YAML as pub writes it: below <c>packages:</c> two spaces in the name, four in its <c>version</c> and
/// <c>source</c>. It says what the project asks for itself, and not which package asks for which.
/// </summary>
internal static class PubspecLock
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        string? name = null, version = null, source = null;
        bool inside = false, direct = false;
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line))
        {
            var text = TextLine.Of(line);
            switch (TextLine.Indent(line))
            {
                case 0 when text.Length > 0 && text[0] != '#':
                    Finish(name, version, source, direct, found);
                    (name, version, source, direct, inside) = (null, null, null, false, text.TrimEnd() == "packages:");
                    break;
                case 2 when inside && text.TrimEnd().EndsWith(':'):
                    Finish(name, version, source, direct, found);
                    (name, version, source, direct) = (TextLine.Unquoted(text.Trim()[..^1]), null, null, false);
                    break;
                case 4 when text.AsSpan(4).StartsWith("version:"):
                    version = TextLine.Unquoted(text[12..]);
                    break;
                case 4 when text.AsSpan(4).StartsWith("dependency:"):
                    direct = TextLine.Unquoted(text[15..]) == "direct main";
                    break;
                case 4 when text.AsSpan(4).StartsWith("source:"):
                    source = TextLine.Unquoted(text[11..]);
                    break;
            }
        }
        Finish(name, version, source, direct, found);
    }

    // What comes with the SDK or lies beside the program has no version of its own.
    private static void Finish(string? name, string? version, string? source, bool direct, SourceSink found)
    {
        if (name is { Length: > 0 } && source is not ("sdk" or "path"))
        {
            if (version is null)
                found.Malformed("a package has no version");
            else
                found.Add(new(PackageTypes.Dart, name, version) { IsDirect = direct });
        }
    }
}
