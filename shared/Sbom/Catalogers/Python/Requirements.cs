namespace Attestry.Sbom.Catalogers.Python;

/// <summary>pip's requirements (pip documentation, "Requirements File Format"). Only those that are pinned (<c>==</c>) tell a version.</summary>
internal static class Requirements
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line))
        {
            if (Parse(TextLine.Of(line)) is var (name, version))
                found.Add(new(PackageTypes.Python, name, version));
        }
    }

    // name[extra,extra] == 1.2.3 ; marker  --hash=sha256:…
    private static (string Name, string Version)? Parse(string line)
    {
        var text = line.Split('#')[0].Split(';')[0].Trim().TrimEnd('\\').Trim();
        var equals = text.IndexOf("==", StringComparison.Ordinal);
        if (equals <= 0 || text[0] == '-')
            return null;
        var name = text[..equals].Split('[')[0].Trim();
        var version = text[equals..].TrimStart('=').Trim().Split([' ', ','], 2)[0];
        var isName = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
        return isName && version.Length > 0 && !version.Contains('*', StringComparison.Ordinal) ? (name, version) : null;
    }
}
