using System.Globalization;
using System.Text;

namespace Attestry.Cli.Policies;

/// <summary>What two texts differ in, in the format that <c>patch</c> reads.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    // The table of the comparison has the product of both sides' lines; above this the middle is shown as replaced.
    private const long MostCells = 16_000_000;

    internal static string Of(string name, string before, string after)
    {
        var (left, right) = (Lines(before), Lines(after));
        var steps = Steps(left, right);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"--- {name}\n+++ {name}\n");
        for (var i = 0; i < steps.Count;)
        {
            if (steps[i].Sign == ' ')
            {
                i++;
                continue;
            }
            var end = i;
            for (var quiet = 0; end < steps.Count && quiet <= Context * 2; end++)
                quiet = steps[end].Sign == ' ' ? quiet + 1 : 0;
            while (steps[end - 1].Sign == ' ')
                end--;
            Hunk(text, steps, Math.Max(0, i - Context), Math.Min(steps.Count, end + Context));
            i = end;
        }
        return text.ToString();
    }

    private static void Hunk(StringBuilder text, List<(char Sign, string Line)> steps, int from, int to)
    {
        var (left, right) = (steps.Take(from).Count(s => s.Sign != '+'), steps.Take(from).Count(s => s.Sign != '-'));
        var part = steps[from..to];
        text.Append(CultureInfo.InvariantCulture, $"@@ -{left + 1},{part.Count(s => s.Sign != '+')} +{right + 1},{part.Count(s => s.Sign != '-')} @@\n");
        foreach (var (sign, line) in part)
            text.Append(sign).Append(line).Append('\n');
    }

    private static string[] Lines(string text) => (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    private static List<(char Sign, string Line)> Steps(string[] left, string[] right)
    {
        var start = 0;
        while (start < left.Length && start < right.Length && left[start] == right[start])
            start++;
        var end = 0;
        while (end < left.Length - start && end < right.Length - start && left[^(end + 1)] == right[^(end + 1)])
            end++;
        return
        [
            .. left[..start].Select(line => (' ', line)),
            .. Middle(left[start..^end], right[start..^end]),
            .. left[^end..].Select(line => (' ', line)),
        ];
    }

    private static List<(char Sign, string Line)> Middle(string[] left, string[] right)
    {
        if ((long)left.Length * right.Length > MostCells)
            return [.. left.Select(line => ('-', line)), .. right.Select(line => ('+', line))];
        var common = Common(left, right);
        var steps = new List<(char, string)>();
        for (var (i, j) = (0, 0); i < left.Length || j < right.Length;)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                steps.Add((' ', left[i++]));
                j++;
            }
            else if (j == right.Length || (i < left.Length && common[i + 1, j] >= common[i, j + 1]))
                steps.Add(('-', left[i++]));
            else
                steps.Add(('+', right[j++]));
        }
        return steps;
    }

    private static int[,] Common(string[] left, string[] right)
    {
        var common = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }
        return common;
    }
}
