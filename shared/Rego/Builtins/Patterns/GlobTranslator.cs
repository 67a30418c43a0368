using System.Text;
using System.Text.RegularExpressions;

namespace Attestry.Rego.Builtins.Patterns;

/// <summary>
/// Translates a glob to .NET's pattern syntax: <c>*</c> and <c>?</c> stop at delimiters, <c>**</c> does not; <c>[a-z]</c>, <c>[!a]</c> and
/// <c>{this,that}</c> are as in a shell.
/// </summary>
internal static class GlobTranslator
{
    private const int LargestPattern = 10_000;

    /// <exception cref="FormatException">Not a glob.</exception>
    internal static string Translate(string glob, string delimiters)
    {
        if (glob.Length > LargestPattern)
            throw new FormatException($"the pattern is longer than {LargestPattern} characters");
        var within = delimiters.Length == 0 ? @"[\s\S]" : $"[^{Set(delimiters)}]";
        var result = new StringBuilder(@"\A(?:");
        var depth = 0;
        for (var at = 0; at < glob.Length; at++)
        {
            switch (glob[at])
            {
                case '*' when at + 1 < glob.Length && glob[at + 1] == '*':
                    result.Append(@"[\s\S]*");
                    at++;
                    break;
                case '*':
                    result.Append(within).Append('*');
                    break;
                case '?':
                    result.Append(within);
                    break;
                case '[':
                    at = Class(glob, at, result);
                    break;
                case '{':
                    depth++;
                    result.Append("(?:");
                    break;
                case '}' when depth > 0:
                    depth--;
                    result.Append(')');
                    break;
                case ',' when depth > 0:
                    result.Append('|');
                    break;
                case '\\' when at + 1 < glob.Length:
                    result.Append(Literal(glob[++at]));
                    break;
                default:
                    result.Append(Literal(glob[at]));
                    break;
            }
        }
        return depth == 0 ? result.Append(@")\z").ToString() : throw new FormatException("unclosed braces in a glob");
    }

    private static int Class(string glob, int at, StringBuilder result)
    {
        var close = glob.IndexOf(']', at + 1);
        if (close < 0)
            throw new FormatException("unclosed brackets in a glob");
        var body = glob[(at + 1)..close];
        var negated = body.StartsWith('!') || body.StartsWith('^');
        body = negated ? body[1..] : body;
        if (body.Length == 0)
            throw new FormatException("empty brackets in a glob");
        var isRange = body.Length == 3 && body[1] == '-';
        if (isRange && body[2] < body[0])
            throw new FormatException("a range that ends before it starts in a glob");
        result.Append('[').Append(negated ? "^" : "")
            .Append(isRange ? Set(body[..1]) + "-" + Set(body[2..]) : Set(body)).Append(']');
        return close;
    }

    private static string Set(string characters) => string.Concat(characters.Select(c => c is '[' or ']' or '\\' or '^' or '-' ? "\\" + c : c.ToString()));

    private static string Literal(char c) => Regex.Escape(c.ToString()).Replace("]", "\\]", StringComparison.Ordinal).Replace("}", "\\}", StringComparison.Ordinal);
}
