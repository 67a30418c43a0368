using System.Text.RegularExpressions;

namespace Attestry.Gatekeeper.Manifests;

/// <summary>
/// Quoted texts that go on, on the next line, no further in than their key. YAML forbids it (1.2 §7.3.1), Kubernetes' own
/// reader takes it, and published templates have it. Indenting such lines changes nothing: they are folded to one blank.
/// </summary>
internal static partial class QuotedLines
{
    internal static string Indented(string text)
    {
        var lines = text.Split('\n');
        int? block = null;
        int? quoted = null;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var indent = line.Length - line.TrimStart(' ').Length;
            if (quoted is { } key)
            {
                if (indent <= key && line.Trim().Length > 0)
                    lines[i] = new string(' ', key + 1 - indent) + line;
                quoted = Closes(line, 0) ? null : quoted;
                continue;
            }
            if (block is { } outer && (indent > outer || line.Trim().Length == 0))
                continue;
            block = BlockStart().Match(line) is { Success: true } start ? start.Groups["before"].Length : null;
            if (QuoteStart().Match(line) is { Success: true } quote && !Closes(line, quote.Length))
                quoted = quote.Groups["before"].Length;
        }
        return string.Join('\n', lines);
    }

    private static bool Closes(string line, int from)
    {
        for (var i = from; i < line.Length; i++)
        {
            if (line[i] == '\\')
                i++;
            else if (line[i] == '"')
                return true;
        }
        return false;
    }

    // NonBacktracking: lines are as long as whoever wrote the file likes.
    [GeneratedRegex("^(?<before> *(- +)*)[^\\s\"'#\\[\\]{}:][^\"':]*: +\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex QuoteStart();

    [GeneratedRegex("^(?<before> *(- +)*)([^\\s\"'#][^\"':]*:)? *[|>][-+0-9]*\\s*(#.*)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex BlockStart();
}
