namespace Attestry.Sbom.Catalogers.Npm;

/// <summary>
/// pnpm's lock file, versions 5 to 9, YAML as pnpm writes it, two spaces a level: <c>packages</c> (what there is), since 9
/// <c>snapshots</c> (what each needs), and <c>importers</c>, or without workspaces the same at the top (what the project asks for).
/// </summary>
internal static class PnpmLock
{
    private const int Levels = 5;

    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var graph = new PnpmGraph();
        var path = new string?[Levels];
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line))
        {
            var indent = TextLine.Indent(line);
            var text = TextLine.Of(line[indent..]).TrimEnd();
            if (text.Length == 0 || text[0] == '#' || indent % 2 != 0 || indent / 2 >= Levels)
                continue;
            var (level, (key, value)) = (indent / 2, Pair(text));
            path[level] = key;
            Array.Clear(path, level + 1, Levels - level - 1);
            // A level that nothing leads to belongs to no one.
            if (!path.AsSpan(0, level).Contains(null))
                Take(path, level, value, graph);
        }
        graph.AddTo(found);
    }

    private static void Take(string?[] path, int level, string value, PnpmGraph graph)
    {
        switch (path[0])
        {
            case "packages" when level == 1:
                graph.Package(path[1]!);
                break;
            case "packages" when level == 2 && path[2] == "dev" && value == "true":
                graph.Development(path[1]!);
                break;
            case "packages" or "snapshots" when level == 3 && path[2] is "dependencies" or "optionalDependencies":
                graph.Edge(path[1]!, path[3]!, value, path[2] == "optionalDependencies");
                break;
            // A version in place, or since 6 behind what was asked for.
            case "importers" when (level == 3 && value.Length > 0) || (level == 4 && path[4] == "version"):
                graph.Ask(path[2]!, path[3]!, value);
                break;
            case "dependencies" or "optionalDependencies" or "devDependencies" when (level == 1 && value.Length > 0) || (level == 2 && path[2] == "version"):
                graph.Ask(path[0]!, path[1]!, value);
                break;
        }
    }

    // "'@scope/name@1.0.0':", "c@https://example.org/c.tgz:", "name: 1.0.0(peer@2.0.0)", or an empty map in place "name@1.0.0: {}".
    private static (string Key, string Value) Pair(string text)
    {
        var from = text[0] is '\'' or '"' && text.IndexOf(text[0], 1) is > 0 and var quote ? quote : 0;
        var colon = text.IndexOf(": ", from, StringComparison.Ordinal);
        return colon >= 0 ? (TextLine.Unquoted(text[..colon]), TextLine.Unquoted(text[(colon + 2)..])) : (TextLine.Unquoted(text.TrimEnd(':')), "");
    }
}
