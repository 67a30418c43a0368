using System.Text;

namespace Attestry.Sbom.Catalogers.Debian;

/// <summary>Which files a package brought: <c>NAME[:ARCHITECTURE].md5sums</c>, a checksum and a path to a line (dpkg(1), deb-md5sums(5)).</summary>
internal static class DpkgFiles
{
    // 32 hexadecimal digits and two spaces.
    private const int PathAt = 34;

    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var paths = new List<string>();
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line))
        {
            if (line.Length > PathAt && line[PathAt - 1] == ' ')
                paths.Add(Encoding.UTF8.GetString(line[PathAt..].TrimStart("./"u8)));
        }
        var name = found.Path[(found.Path.LastIndexOf('/') + 1)..^".md5sums".Length];
        found.Own(name.Split(':')[0], paths);
    }
}
