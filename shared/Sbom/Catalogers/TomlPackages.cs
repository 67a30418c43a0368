using System.Text.RegularExpressions;

namespace Attestry.Sbom.Catalogers;

/// <summary>
/// The <c>[[package]]</c> tables of the lock files that tools write in TOML: one key to a line, plain strings for the keys
/// that matter, dependencies as a list of texts (Cargo, PDM), a list of tables (uv) or a table below the package (Poetry).
/// </summary>
internal static partial class TomlPackages
{
    private const string Header = "[[package]]";

    private static readonly string[] Keys = ["name", "version", "source", "checksum", "category", "groups"];

    /// <summary>Calls <paramref name="take"/> with what each table says.</summary>
    internal static void Read(ReadOnlyMemory<byte> content, Action<TomlPackage> take)
    {
        var lines = new LineReader(content.Span);
        TomlPackage? package = null;
        List<string>? list = null;
        var table = "";
        while (lines.TryRead(out var line))
        {
            if (list is not null && !line.StartsWith("[["u8))
                list = TakeList(TextLine.Of(line), list);
            else if (line is [(byte)'[', ..])
            {
                list = null;
                var header = TextLine.Of(line).TrimEnd();
                // A table below a package ends the keys of the package itself, and belongs to it.
                if (header == Header || !header.StartsWith("[package.", StringComparison.Ordinal))
                    Finish(ref package, take);
                table = header;
                if (header == Header)
                    package = new();
            }
            else if (package is not null && line.IndexOf((byte)'=') > 0 && (char)line[0] is not (' ' or '\t' or '#'))
                list = TakeKey(table, TextLine.Of(line), package);
        }
        Finish(ref package, take);
    }

    private static void Finish(ref TomlPackage? package, Action<TomlPackage> take)
    {
        if (package is { Fields.Count: > 0 })
            take(package);
        package = null;
    }

    /// <returns>The list that goes on in the lines that follow; null when there is none.</returns>
    private static List<string>? TakeKey(string table, string line, TomlPackage package)
    {
        var (key, value) = line.Split('=', 2) is [var left, var right] ? (left.Trim(), right.Trim()) : ("", "");
        switch (table)
        {
            case Header when key == "dependencies" && value.StartsWith('['):
                return TakeList(value[1..], package.Needed);
            case Header when Array.IndexOf(Keys, key) >= 0:
                package.Fields.TryAdd(key, TextLine.TomlText(value) ?? value);
                return null;
            case "[package.dependencies]":
                (Optional().IsMatch(value) ? package.Optional : package.Needed).Add(TextLine.Unquoted(key));
                return null;
            case "[package.optional-dependencies]" when value.StartsWith('['):
                return TakeList(value[1..], package.Optional);
            // PDM and uv: of the project itself alone.
            case "[package.dev-dependencies]" when value.StartsWith('['):
                return TakeList(value[1..], package.Development);
            default:
                return null;
        }
    }

    // ["a", "b 1.0",] over one line or many; uv writes { name = "a", extra = ["b"] }.
    private static List<string>? TakeList(string line, List<string> needed)
    {
        foreach (Match match in Element().Matches(line))
            needed.Add(match.Groups["text"].Value);
        // What is left holds the list's own bracket, or it goes on.
        return Element().Replace(line, "").Split('#')[0].Contains(']', StringComparison.Ordinal) ? null : needed;
    }

    [GeneratedRegex(@"(\{\s*name\s*=\s*""(?<text>[^""]*)""[^}]*\})|(""(?<text>([^""\\]|\\.)*)"")", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Element();

    [GeneratedRegex(@"optional\s*=\s*true", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Optional();
}
