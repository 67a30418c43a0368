using System.Buffers;

namespace Attestry.Sbom.Catalogers.Debian;

/// <summary>
/// A package's licences from its copyright file: of a machine-readable one (copyright-format 1.0) the short names of all its
/// <c>License</c> fields; of prose the texts under <c>/usr/share/common-licenses</c> that it points to.
/// </summary>
internal static class DebianCopyright
{
    /// <summary>The fact that holds the licences.</summary>
    internal const string Licence = "licence";

    private static readonly SearchValues<byte> NameText = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-"u8);

    private static ReadOnlySpan<byte> CommonLicences => "/usr/share/common-licenses/"u8;

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
            {
                Point(content.Span, names);
                break;
            }
            first = false;
            if (header.Is("License"u8) && header.Text is { Length: > 0 } name)
                names.Add(name);
        }
        if (names.Count > 0)
            found.Fact(Licence, string.Join(" AND ", names.Select(n => names.Count > 1 && n.Contains(' ', StringComparison.Ordinal) ? $"({n})" : n)));
    }

    // "…can be found in `/usr/share/common-licenses/GPL-2'." A name without version says too little.
    private static void Point(ReadOnlySpan<byte> prose, SortedSet<string> names)
    {
        while (prose.IndexOf(CommonLicences) is >= 0 and var at)
        {
            prose = prose[(at + CommonLicences.Length)..];
            var end = prose.IndexOfAnyExcept(NameText);
            var name = TextLine.Of(end < 0 ? prose : prose[..end]).TrimEnd('.', '-');
            if (name.Any(char.IsAsciiDigit))
                names.Add(name);
        }
    }
}
