using System.Text;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>Texts of the language: block strings and quotation in messages.</summary>
internal static class GraphQlText
{
    internal static string Quote(string text) =>
        '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + '"';

    /// <summary>The value of a block string: without common indentation and blank lines around it (§2.9.4, BlockStringValue).</summary>
    /// <param name="raw">Escapes resolved, lines ended by a line feed.</param>
    internal static string Unindent(string raw)
    {
        var lines = raw.Split('\n');
        var common = int.MaxValue;
        foreach (var line in lines.Skip(1))
        {
            if (IndentOf(line) is var indent && indent < line.Length)
                common = Math.Min(common, indent);
        }
        var first = Array.FindIndex(lines, line => IndentOf(line) < line.Length);
        var last = Array.FindLastIndex(lines, line => IndentOf(line) < line.Length);
        var value = new StringBuilder();
        for (var i = Math.Max(first, 0); i <= last; i++)
        {
            var cut = i == 0 ? 0 : Math.Min(common, lines[i].Length);
            if (i > first)
                value.Append('\n');
            value.Append(lines[i], cut, lines[i].Length - cut);
        }
        return value.ToString();
    }

    private static int IndentOf(string line)
    {
        var indent = 0;
        while (indent < line.Length && (line[indent] is ' ' or '\t'))
            indent++;
        return indent;
    }
}
