using System.Text;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Tpm.AllowLists;

/// <summary>
/// The files of a host's own packages as a text: a line each of hexadecimal digest and path, as <c>sha256sum</c> and
/// <c>rpm -qa --dump</c> (cut to these two) write them; a digest alone allows the file wherever it lies. <c>#</c> starts a comment.
/// </summary>
public static class DigestListReader
{
    /// <exception cref="FormatException">A line is not one; the message tells its number.</exception>
    public static AllowList Read(ReadOnlySpan<byte> text)
    {
        if (text.Length > AllowListLimits.Bytes)
            throw new FormatException($"The list has {text.Length} bytes; at most {AllowListLimits.Bytes} are read.");
        var (paths, digests, number) = (new Dictionary<string, HashSet<string>>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), 0);
        using var reader = new StringReader(Encoding.UTF8.GetString(text));
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Trim() is { Length: > 0 } trimmed && trimmed[0] != '#')
                Add(trimmed, number, paths, digests);
        }
        return new(paths, digests, [], [], []);
    }

    private static void Add(string line, int number, Dictionary<string, HashSet<string>> paths, HashSet<string> digests)
    {
        if (paths.Count + digests.Count >= AllowListLimits.Files)
            throw new FormatException($"The list has more than {AllowListLimits.Files} files.");
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        var hex = (blank < 0 ? line : line[..blank]).ToLowerInvariant();
        if (hex.Length is not (40 or 64 or 96 or 128) || !hex.All(char.IsAsciiHexDigit))
            throw new FormatException($"Line {number} does not begin with a digest: '{Bounded.Quote(line)}'.");
        if (blank < 0)
        {
            digests.Add(hex);
            return;
        }
        // sha256sum marks files that it read as binary with an asterisk.
        var path = line[(blank + 1)..].TrimStart(' ').TrimStart('*');
        if (!paths.TryGetValue(path, out var known))
            paths[path] = known = new(StringComparer.Ordinal);
        known.Add(hex);
    }
}
