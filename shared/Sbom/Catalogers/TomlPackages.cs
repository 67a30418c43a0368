namespace Attestry.Sbom.Catalogers;

/// <summary>
/// The <c>[[package]]</c> tables of the lock files that tools write in TOML: one key to a line, plain strings for the keys
/// that matter.
/// </summary>
internal static class TomlPackages
{
    private static readonly string[] Keys = ["name", "version", "source", "checksum", "category"];

    /// <summary>Calls <paramref name="take"/> with the keys of each table that are read; values that are no plain string come as written.</summary>
    internal static void Read(ReadOnlyMemory<byte> content, Action<IReadOnlyDictionary<string, string>> take)
    {
        var lines = new LineReader(content.Span);
        Dictionary<string, string>? package = null;
        while (lines.TryRead(out var line))
        {
            if (line is [(byte)'[', ..])
            {
                // A table below a package ends the keys of the package itself.
                Finish(ref package, take);
                if (line.TrimEnd(" \t"u8).SequenceEqual("[[package]]"u8))
                    package = new(StringComparer.Ordinal);
            }
            else if (package is not null)
                Take(line, package);
        }
        Finish(ref package, take);
    }

    private static void Finish(ref Dictionary<string, string>? package, Action<IReadOnlyDictionary<string, string>> take)
    {
        if (package is { Count: > 0 })
            take(package);
        package = null;
    }

    private static void Take(ReadOnlySpan<byte> line, Dictionary<string, string> package)
    {
        var equals = line.IndexOf((byte)'=');
        if (equals <= 0)
            return;
        var key = TextLine.Of(line[..equals]).Trim();
        if (Array.IndexOf(Keys, key) >= 0)
            package.TryAdd(key, TextLine.Toml(line, line[..equals].TrimEnd(" \t"u8)) ?? TextLine.Of(line[(equals + 1)..]).Trim());
    }
}
