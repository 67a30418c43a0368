using System.Text;
using System.Text.RegularExpressions;
using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Patterns;

/// <summary><c>regex.*</c>, in RE2's syntax and in linear time.</summary>
internal static class RegexFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("regex.match", [Text, Text], RegoType.Boolean, Match),
        new("re_match", [Text, Text], RegoType.Boolean, Match),
        new("regex.is_valid", [Text], RegoType.Boolean, IsValid),
        new("regex.split", [Text, Text], ArrayOf(Text), Split),
        new("regex.find_n", [Text, Text, Number], ArrayOf(Text), FindN),
        new("regex.find_all_string_submatch_n", [Text, Text, Number], ArrayOf(ArrayOf(Text)), FindSubmatches),
        new("regex.replace", [Text, Text, Text], Text, Replace),
        new("regex.template_match", [Text, Text, Text, Text], RegoType.Boolean, TemplateMatch),
        new("regex.globs_match", [Text, Text], RegoType.Boolean, (context, o) => RegoBoolean.Of(GlobIntersection.Exists(context, o.Text(0), o.Text(1)))),
    ];

    private static RegoBoolean Match(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var regex = context.Regex(operands.Text(0));
        var text = operands.Text(1);
        return RegoBoolean.Of(context.Run(text, () => regex.IsMatch(text)));
    }

    private static RegoBoolean IsValid(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        if (operands[0] is not RegoString pattern)
            return RegoBoolean.False;
        try
        {
            context.Regex(pattern.Value);
            return RegoBoolean.True;
        }
        catch (BuiltinException)
        {
            return RegoBoolean.False;
        }
    }

    private static RegoArray Split(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.Text(1);
        var parts = new List<RegoValue>();
        var from = 0;
        foreach (var match in Find(context, operands.Text(0), text, -1))
        {
            // As Go does: an empty match at either end does not split.
            if (match.Length == 0 && (match.Index == 0 || match.Index == text.Length))
                continue;
            parts.Add(new RegoString(text[from..match.Index]));
            from = match.Index + match.Length;
        }
        parts.Add(new RegoString(text[from..]));
        return RegoArray.From(parts);
    }

    private static RegoArray FindN(BuiltinContext context, ReadOnlySpan<RegoValue> operands) =>
        RegoArray.From(Find(context, operands.Text(0), operands.Text(1), operands.Int(2)).Select(m => new RegoString(m.Value)));

    private static RegoArray FindSubmatches(BuiltinContext context, ReadOnlySpan<RegoValue> operands) =>
        RegoArray.From(Find(context, operands.Text(0), operands.Text(1), operands.Int(2)).Select(m =>
            RegoArray.From(m.Groups.Values.Select(g => new RegoString(g.Value)))));

    /// <summary>Up to <paramref name="most"/> matches; all when it is negative. An empty match right after another one does not count.</summary>
    private static List<Match> Find(BuiltinContext context, string pattern, string text, int most)
    {
        var regex = context.Regex(pattern);
        return context.Run(text, () =>
        {
            var found = new List<Match>();
            var end = -1;
            for (var match = regex.Match(text); match.Success && (most < 0 || found.Count < most); match = match.NextMatch())
            {
                if (match.Length == 0 && match.Index == end)
                    continue;
                context.Charge(1 + match.Groups.Count);
                found.Add(match);
                end = match.Index + match.Length;
            }
            return found;
        });
    }

    private static RegoString Replace(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        string text = operands.Text(0), template = operands.Text(2);
        var result = new StringBuilder();
        var from = 0;
        foreach (var match in Find(context, operands.Text(1), text, -1))
        {
            Strings.TextWork.ChargeText(context, template.Length + match.Length);
            result.Append(text, from, match.Index - from);
            Expand(context, result, template, match);
            from = match.Index + match.Length;
        }
        return new(result.Append(text, from, text.Length - from).ToString());
    }

    /// <summary><c>$1</c> and <c>${1}</c> stand for groups, <c>$$</c> for a dollar; an unknown group is empty.</summary>
    private static void Expand(BuiltinContext context, StringBuilder result, string template, Match match)
    {
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] != '$' || at + 1 == template.Length)
            {
                result.Append(template[at]);
                continue;
            }
            if (template[at + 1] == '$')
            {
                result.Append('$');
                at++;
                continue;
            }
            var braced = template[at + 1] == '{';
            var start = at + (braced ? 2 : 1);
            var end = start;
            while (end < template.Length && (char.IsAsciiLetterOrDigit(template[end]) || template[end] == '_'))
                end++;
            if (end == start || (braced && (end == template.Length || template[end] != '}')))
            {
                result.Append('$');
                continue;
            }
            if (int.TryParse(template.AsSpan(start, end - start), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var group) && group < match.Groups.Count)
            {
                Strings.TextWork.ChargeText(context, match.Groups[group].Length);
                result.Append(match.Groups[group].ValueSpan);
            }
            at = braced ? end : end - 1;
        }
    }

    /// <summary>Text outside of the delimiters is literal, what stands between them is a pattern.</summary>
    private static RegoBoolean TemplateMatch(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        string template = operands.Text(0), text = operands.Text(1), open = operands.Text(2), close = operands.Text(3);
        if (open.Length != 1 || close.Length != 1)
            throw new BuiltinException("delimiters must be exactly one character long");
        var pattern = new StringBuilder("^");
        var (depth, from) = (0, 0);
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] == open[0] && depth++ == 0)
            {
                pattern.Append(Quote(template[from..at]));
                from = at + 1;
            }
            else if (template[at] == close[0] && depth > 0 && --depth == 0)
            {
                pattern.Append('(').Append(template, from, at - from).Append(')');
                from = at + 1;
            }
            else if (template[at] == close[0] && depth == 0 && open != close)
            {
                throw new BuiltinException($"unbalanced braces in '{Primitives.Bounded.Quote(template)}'");
            }
        }
        if (depth != 0)
            throw new BuiltinException($"unbalanced braces in '{Primitives.Bounded.Quote(template)}'");
        var regex = context.Regex(pattern.Append(Quote(template[from..])).Append('$').ToString());
        return RegoBoolean.Of(context.Run(text, () => regex.IsMatch(text)));
    }

    private static string Quote(string literal)
    {
        var quoted = new StringBuilder();
        foreach (var c in literal)
            quoted.Append(@"\.+*?()|[]{}^$".Contains(c, StringComparison.Ordinal) ? "\\" : "").Append(c);
        return quoted.ToString();
    }
}
