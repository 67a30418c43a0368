using System.Globalization;
using Attestry.Primitives.Limits;

namespace Attestry.Vulnerabilities.Feeds;

/// <summary>OSV's <c>modified_id.csv</c>: a line <c>time,id</c> for each advisory, the last modified first; so an increment is its head.</summary>
public static class ModifiedIds
{
    /// <param name="since">Only what was modified later is returned.</param>
    /// <returns>Ids as they stand there, of OSV as a whole with the ecosystem's folder: <c>Go/GO-2024-2611</c>.</returns>
    /// <exception cref="FormatException">A line is not of that form; the message names it.</exception>
    public static IEnumerable<(DateTimeOffset Modified, string Id)> Read(TextReader csv, DateTimeOffset since)
    {
        ArgumentNullException.ThrowIfNull(csv);
        for (var number = 1; csv.ReadLine() is { } line; number++)
        {
            if (line.Length == 0)
                continue;
            var comma = line.IndexOf(',');
            if (comma < 0 || line.Length > VulnerabilityLimits.NameCharacters
                || !DateTimeOffset.TryParse(line.AsSpan(0, comma), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var modified)
                || !IsId(line.AsSpan(comma + 1)))
                throw new FormatException($"Line {number} of modified_id.csv is not 'time,id'.");
            if (modified <= since)
                yield break;
            yield return (modified, line[(comma + 1)..]);
        }
    }

    // It becomes part of a path: segments of letters, digits and a few marks, none of which climbs.
    private static bool IsId(ReadOnlySpan<char> id)
    {
        if (id.IsEmpty)
            return false;
        foreach (var segment in id.Split('/'))
        {
            var part = id[segment];
            if (part.IsEmpty || part[0] == '.')
                return false;
            foreach (var c in part)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or ':' or '~' or '+' or ' '))
                    return false;
            }
        }
        return true;
    }
}
