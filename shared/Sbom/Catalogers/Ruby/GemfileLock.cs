namespace Attestry.Sbom.Catalogers.Ruby;

/// <summary>
/// Bundler's lock file: sections, in each <c>specs:</c> and four spaces in <c>name (version)</c>, below it six spaces in what the gem
/// asks for; under <c>DEPENDENCIES</c> what the project asks for.
/// </summary>
internal static class GemfileLock
{
    private const string Own = "PATH";

    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var gems = new List<(string Name, string Version, List<string> Needed)>();
        var direct = new HashSet<string>(StringComparer.Ordinal);
        var section = "";
        List<string>? needed = null;
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line))
        {
            var indent = TextLine.Indent(line);
            var text = TextLine.Of(line[indent..]).Trim();
            if (indent == 0)
                (section, needed) = (text, null);
            else if (indent == 2 && section == "DEPENDENCIES")
                direct.Add(Name(text));
            else if (indent == 4 && section is "GEM" or "GIT" && Parse(text) is var (name, version))
                gems.Add((name, version, needed = []));
            else if (indent == 4)
                needed = null;
            // What the project's own gems ask for, the project does.
            else if (indent == 6 && section == Own)
                direct.Add(Name(text));
            else if (indent == 6)
                needed?.Add(Name(text));
        }
        foreach (var (name, version, asked) in gems)
            found.Add(new(PackageTypes.Gem, name, version) { DependsOn = asked, IsDirect = direct.Contains(name) });
    }

    // "nokogiri (1.15.4-x86_64-linux)": the platform is no part of the version.
    private static (string Name, string Version)? Parse(string text)
    {
        var open = text.IndexOf(" (", StringComparison.Ordinal);
        return open <= 0 || text[^1] != ')' ? null : (text[..open], text[(open + 2)..^1].Split('-')[0]);
    }

    // "racc (~> 1.4)"; "rails!" is one that is not from the usual source.
    private static string Name(string text) => text.Split(' ')[0].TrimEnd('!');
}
