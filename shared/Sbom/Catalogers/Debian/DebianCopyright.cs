namespace Attestry.Sbom.Catalogers.Debian;

/// <summary>
/// A package's licences from its machine-readable copyright file (copyright-format 1.0): the short names of all its
/// <c>License</c> fields. Prose files of older packages say nothing here.
/// </summary>
internal static class DebianCopyright
{
    /// <summary>The fact that holds the licences.</summary>
    internal const string Licence = "licence";

    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var lines = new LineReader(content.Span);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var first = true;
        while (lines.TryRead(out var line))
        {
            if (!HeaderLine.TryParse(line, out var header))
                continue;
            if (first && !(header.Is("Format"u8) || header.Is("Format-Specification"u8)))
                return;
            first = false;
            if (header.Is("License"u8) && header.Text is { Length: > 0 } name)
                names.Add(name);
        }
        if (names.Count > 0)
            found.Fact(Licence, string.Join(" AND ", names.Select(n => names.Count > 1 && n.Contains(' ', StringComparison.Ordinal) ? $"({n})" : n)));
    }
}
