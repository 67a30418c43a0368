namespace Attestry.Sbom.Catalogers.Go;

/// <summary>A Go module's requirements (Go modules reference, "go.mod files"), with what replaces them.</summary>
internal static class GoMod
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var required = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var replaced = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var indirect = new HashSet<string>(StringComparer.Ordinal);
        var block = "";
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line))
        {
            var text = TextLine.Of(line);
            var words = text.Split("//")[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words is [var opened, "("])
                block = opened;
            else if (words is [")"])
                block = "";
            else if (words.Length > 0)
                Take(block.Length > 0 ? [block, .. words] : words, required, replaced);
            if (words.Length > 1 && text.EndsWith("// indirect", StringComparison.Ordinal))
                indirect.Add(TextLine.Unquoted(block.Length > 0 ? words[0] : words[1]));
        }
        foreach (var (path, version) in required)
            Add(path, version, replaced.GetValueOrDefault($"{path}@{version}") ?? replaced.GetValueOrDefault(path), !indirect.Contains(path), found);
    }

    private static void Take(string[] words, SortedDictionary<string, string> required, Dictionary<string, string[]> replaced)
    {
        switch (words)
        {
            case ["require", var path, var version, ..]:
                required[TextLine.Unquoted(path)] = version;
                break;
            case ["replace", var path, "=>", .. var other] when other.Length is 1 or 2:
                replaced[TextLine.Unquoted(path)] = other;
                break;
            case ["replace", var path, var version, "=>", .. var other] when other.Length is 1 or 2:
                replaced[$"{TextLine.Unquoted(path)}@{version}"] = other;
                break;
        }
    }

    // One that is replaced by a folder has no identity but the one that was asked for.
    private static void Add(string path, string version, string[]? replacement, bool isDirect, SourceSink found) => found.Add((replacement switch
    {
        [var other, var otherVersion] => new(PackageTypes.Go, TextLine.Unquoted(other), otherVersion) { Properties = PackageProperties.Of(("go:replaces", $"{path}@{version}")) },
        [var folder] => new(PackageTypes.Go, path, version) { Properties = PackageProperties.Of(("go:replaced-by", folder)) },
        _ => new Package(PackageTypes.Go, path, version),
    }) with { IsDirect = isDirect });
}
