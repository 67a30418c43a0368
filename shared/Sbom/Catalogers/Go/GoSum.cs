namespace Attestry.Sbom.Catalogers.Go;

/// <summary>
/// A Go module's checksums (Go modules reference, "go.sum files"): facts <c>path@version</c> → <c>h1:…</c>. They name more
/// than is built, so that no package is taken from them; binaries are compared with them.
/// </summary>
internal static class GoSum
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line))
        {
            if (line.Trim(" \t"u8).IsEmpty)
                continue;
            if (TextLine.Of(line).Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var path, var version, var sum])
                found.Malformed("a line is not a module, a version and a sum");
            else if (!version.EndsWith("/go.mod", StringComparison.Ordinal) && sum.StartsWith("h1:", StringComparison.Ordinal))
                found.Fact($"{path}@{version}", sum);
        }
    }
}
