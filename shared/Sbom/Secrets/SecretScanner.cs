using System.Buffers;
using System.Text;

namespace Attestry.Sbom.Secrets;

/// <summary>
/// Searches a file for keys and tokens: one vectorised search for everything that begins one, then a look at what follows.
/// What is found is named by place and kind alone.
/// </summary>
internal static class SecretScanner
{
    private const string KeyBegin = "-----BEGIN ";
    private const string KeyLabel = "PRIVATE KEY";

    /// <summary>A file with more is a list of test values.</summary>
    private const int MostInFile = 20;

    private const int LongestLabel = 40;
    private const int ShortestLine = 40;

    // Documentation and translations hold examples, not secrets.
    private static readonly string[] Skipped = ["usr/share/doc/", "usr/share/man/", "usr/share/locale/", "usr/share/info/", "usr/share/zoneinfo/", "usr/share/perl/", "var/lib/dpkg/", "var/lib/apt/"];

    // Files of which every assignment is configuration that somebody wrote.
    private static readonly string[] Environment = [".env", ".envrc", ".netrc", ".pgpass", ".git-credentials", ".pypirc", ".htpasswd"];

    private static readonly string[] Assigned = ["password", "passwd", "secret", "token", "api_key", "apikey", "access_key", "private_key"];

    private static readonly SearchValues<string> Beginnings = SearchValues.Create([KeyBegin, .. SecretPattern.All.Select(p => p.Prefix)], StringComparison.Ordinal);

    private static readonly SearchValues<char> KeyText = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/=");

    // Keys that packages ship to test themselves are known to everybody.
    private static readonly string[] Libraries = ["usr/lib/", "usr/share/", "site-packages/", "dist-packages/", "node_modules/", "/gems/", "/pkg/mod/"];

    private static readonly string[] Tests = ["/test/", "/tests/", "/testdata/", "/test_data/", "/testing/", "/__pycache__/", "/fixtures/"];

    internal static bool Reads(string path) =>
        !Array.Exists(Skipped, s => path.StartsWith(s, StringComparison.Ordinal))
        && !(Array.Exists(Tests, t => path.Contains(t, StringComparison.Ordinal)) && Array.Exists(Libraries, l => path.Contains(l, StringComparison.Ordinal)));

    internal static IReadOnlyList<LayerSecret> Scan(string path, ReadOnlySpan<byte> content)
    {
        var buffer = ArrayPool<char>.Shared.Rent(content.Length);
        try
        {
            var text = buffer.AsSpan(0, Encoding.Latin1.GetChars(content, buffer));
            var found = Search(path, text);
            var name = path[(path.LastIndexOf('/') + 1)..];
            if (Array.Exists(Environment, e => name == e || (e == ".env" && name.StartsWith(".env.", StringComparison.Ordinal))))
                Assignments(path, text, found);
            return found;
        }
        finally
        {
            buffer.AsSpan(0, content.Length).Clear();
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static List<LayerSecret> Search(string path, ReadOnlySpan<char> text)
    {
        var found = new List<LayerSecret>();
        var (at, counted, line) = (0, 0, 1);
        while (found.Count < MostInFile && text[at..].IndexOfAny(Beginnings) is >= 0 and var next)
        {
            at += next;
            var isWord = at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]);
            if (!isWord && Kind(text[at..]) is { } kind)
            {
                line += text[counted..at].Count('\n');
                counted = at;
                if (found.Count == 0 || found[^1].Line != line || found[^1].Kind != kind)
                    found.Add(new(path, line, kind));
            }
            at++;
        }
        return found;
    }

    private static string? Kind(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(KeyBegin))
            return IsKey(text[KeyBegin.Length..]) ? "private-key" : null;
        foreach (var pattern in SecretPattern.All)
        {
            if (text.StartsWith(pattern.Prefix) && pattern.Matches(text[pattern.Prefix.Length..]))
                return pattern.Kind;
        }
        return null;
    }

    // Programs hold the label as a constant; a key has lines of base64 behind it. Newlines may be written as \n in JSON.
    private static bool IsKey(ReadOnlySpan<char> text)
    {
        var end = text[..Math.Min(text.Length, LongestLabel)].IndexOf("-----");
        if (end < 0 || !text[..end].Contains(KeyLabel, StringComparison.Ordinal))
            return false;
        var body = text[(end + 5)..];
        body = body[..Math.Min(body.Length, 4096)];
        var stop = body.IndexOf("-----END");
        body = stop < 0 ? body : body[..stop];
        // Patterns and examples that look for keys have no line of one.
        for (var rest = body; rest.Length >= ShortestLine; )
        {
            var run = rest.IndexOfAnyExcept(KeyText);
            run = run < 0 ? rest.Length : run;
            if (run >= ShortestLine)
                return SecretPattern.Bits(rest[..run]) >= 3;
            rest = rest[(run + 1)..];
        }
        return false;
    }

    private static void Assignments(string path, ReadOnlySpan<char> text, List<LayerSecret> found)
    {
        var line = 0;
        foreach (var range in text.Split('\n'))
        {
            line++;
            var assignment = text[range];
            var equals = assignment.IndexOf('=');
            if (equals <= 0 || assignment[0] == '#' || found.Count >= MostInFile)
                continue;
            var value = assignment[(equals + 1)..].Trim("\"' \r\t");
            if (value.Length >= 12 && value[0] != '$' && SecretPattern.Bits(value) >= 3 && IsSecretName(assignment[..equals]) && (found.Count == 0 || found[^1].Line != line))
                found.Add(new(path, line, "assigned-secret"));
        }
    }

    private static bool IsSecretName(ReadOnlySpan<char> name)
    {
        foreach (var word in Assigned)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
