namespace Attestry.Sbom.Catalogers.Npm;

/// <summary>
/// Yarn's lock file: of version 1 in a form of its own, since 2 ("Berry") in YAML. In both a line without indentation says
/// what was asked for, two spaces in stands what was chosen, and four in what that asks for in turn.
/// </summary>
internal static class YarnLock
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var entries = new List<YarnEntry>();
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line))
        {
            if (line.IsEmpty || line[0] == '#')
                continue;
            var indent = TextLine.Indent(line);
            var text = TextLine.Of(line[indent..]).TrimEnd();
            if (indent == 0)
                entries.Add(new(text.TrimEnd(':')));
            else if (entries.Count > 0 && text.Length > 0)
                entries[^1].Take(indent, text);
        }
        var chosen = Chosen(entries);
        // Workspaces are the project itself: what they ask for is asked for directly.
        var direct = entries.Where(e => e.IsWorkspace).SelectMany(e => e.Needed).Select(asked => Resolve(asked, chosen)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var entry in entries.Where(e => e is { IsWorkspace: false, IsMetadata: false }))
            Add(entry, chosen, direct, found);
    }

    private static void Add(YarnEntry entry, Dictionary<string, string> chosen, HashSet<string> direct, SourceSink found)
    {
        if (entry.Name.Length == 0 || entry.Version is null)
        {
            found.Malformed("an entry has no name or no version");
            return;
        }
        found.Add(new(PackageTypes.Npm, entry.Name, entry.Version)
        {
            DependsOn = [.. entry.Needed.Select(asked => Resolve(asked, chosen)).OfType<string>()],
            OptionallyDependsOn = [.. entry.Optional.Select(asked => Resolve(asked, chosen)).OfType<string>()],
            IsDirect = direct.Contains($"{entry.Name}@{entry.Version}"),
            Properties = PackageProperties.Of(("npm:integrity", entry.Integrity)),
        });
    }

    private static Dictionary<string, string> Chosen(List<YarnEntry> entries)
    {
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries.Where(e => e is { IsWorkspace: false, Version: not null } && e.Name.Length > 0))
        {
            foreach (var asked in entry.Asked)
                chosen.TryAdd(asked, $"{entry.Name}@{entry.Version}");
        }
        return chosen;
    }

    // Since version 2 entries name the protocol; what asks for them did not always.
    private static string? Resolve((string Name, string Range) asked, Dictionary<string, string> chosen) =>
        chosen.GetValueOrDefault($"{asked.Name}@{asked.Range}") ?? chosen.GetValueOrDefault($"{asked.Name}@npm:{asked.Range}");
}
