namespace Attestry.Sbom.Catalogers.Ruby;

/// <summary>Bundler's lock file: sections, in each <c>specs:</c> and four spaces in <c>name (version)</c>; deeper lines are what a gem asks for.</summary>
internal static class GemfileLock
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var section = "";
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line))
        {
            var indent = TextLine.Indent(line);
            if (indent == 0)
                section = TextLine.Of(line).Trim();
            else if (indent == 4 && (section is "GEM" or "GIT") && Parse(TextLine.Of(line).Trim()) is var (name, version))
                found.Add(new(PackageTypes.Gem, name, version));
        }
    }

    // "nokogiri (1.15.4-x86_64-linux)": the platform is no part of the version.
    private static (string Name, string Version)? Parse(string text)
    {
        var open = text.IndexOf(" (", StringComparison.Ordinal);
        return open <= 0 || text[^1] != ')' ? null : (text[..open], text[(open + 2)..^1].Split('-')[0]);
    }
}
