using System.Globalization;
using System.Text;
using Attestry.Cli.Files;
using Attestry.Primitives;
using Attestry.Sbom.Purls;

namespace Attestry.Cli.Vulnerabilities;

/// <summary>
/// Vulnerabilities that somebody decided to live with, one a line: an id, then if wanted a package URL and <c>until=2026-12-31</c>; behind
/// <c>#</c> stands why.
/// </summary>
internal static class IgnoreFile
{
    private const int MostBytes = 1 << 20;

    private const string Until = "until=";

    /// <exception cref="CommandException">It cannot be read, or a line is not of that form; the message names it.</exception>
    internal static IReadOnlyList<IgnoredEntry> Read(string path)
    {
        var lines = Encoding.UTF8.GetString(SmallFile.Read(path, MostBytes)).Split('\n');
        return [.. lines.Select((line, at) => Entry(path, at + 1, line)).OfType<IgnoredEntry>()];
    }

    private static IgnoredEntry? Entry(string path, int number, string line)
    {
        var words = line.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);
        // A mark inside a word is part of it: package URLs have one.
        var mark = Array.FindIndex(words, word => word.StartsWith('#'));
        var reason = mark < 0 ? "" : string.Join(' ', words[mark..]).TrimStart('#').Trim();
        words = mark < 0 ? words : words[..mark];
        if (words.Length == 0)
            return null;
        string? package = null;
        DateOnly? until = null;
        foreach (var word in words.Skip(1))
        {
            if (package is null && Purl.TryParse(word, out var purl))
                package = purl.ToString();
            else if (until is null && word.StartsWith(Until, StringComparison.Ordinal) && DateOnly.TryParseExact(word[Until.Length..], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                until = day;
            else
                throw new CommandException($"Line {number} of {path} cannot be read: '{Bounded.Quote(word)}'.", "Write ID, then if wanted a package URL and until=2026-12-31, then # and why.");
        }
        return new(number, words[0], package, until, reason.Length == 0 ? null : reason);
    }
}
