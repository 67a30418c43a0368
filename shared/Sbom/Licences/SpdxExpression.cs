using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Attestry.Sbom.Licences;

/// <summary>A licence expression (SPDX 2.3, annex D) with every identifier in its registered form.</summary>
/// <param name="Text">The expression.</param>
/// <param name="IsIdentifier">It is one identifier of the SPDX list and nothing more.</param>
public sealed partial record SpdxExpression(string Text, bool IsIdentifier)
{
    private const int DeepestNesting = 16;

    private const int LongestOfWords = 500;

    /// <summary>Reads what a package declares; false when it is no expression or names a licence that SPDX does not.</summary>
    public static bool TryParse([NotNullWhen(true)] string? declared, [NotNullWhen(true)] out SpdxExpression? expression)
    {
        expression = null;
        if (string.IsNullOrWhiteSpace(declared))
            return false;
        if (TryExact(declared, out expression))
            return true;
        // Words instead of an expression, an expression of words ("Apache License 2.0 and MIT License"), or the slash of npm's and Cargo's first years.
        return LicenceNames.Find(declared) is { } named ? TryExact(named, out expression) : TryParts(declared, out expression);
    }

    private static bool TryParts(string declared, [NotNullWhen(true)] out SpdxExpression? expression)
    {
        expression = null;
        if (declared.Length > LongestOfWords || declared.Contains("://", StringComparison.Ordinal))
            return false;
        var parts = Operators().Split(declared.Replace("/", " OR ", StringComparison.Ordinal));
        if (parts.Length < 2)
            return false;
        for (var i = 0; i < parts.Length; i += 2)
        {
            // Brackets without their other half belong to the expression, others to the part.
            var (open, close) = (parts[i].Count(c => c == '('), parts[i].Count(c => c == ')'));
            var word = open > close ? parts[i].TrimStart(' ', '(') : close > open ? parts[i].TrimEnd(' ', ')') : parts[i];
            if (!TryExact(word, out var part) && !(LicenceNames.Find(Unwrapped(word)) is { } named && TryExact(named, out part)))
                return false;
            parts[i] = $"{new string('(', Math.Max(0, open - close))}{part.Text}{new string(')', Math.Max(0, close - open))}";
        }
        return TryExact(string.Join(' ', parts), out expression);
    }

    private static string Unwrapped(string part) => part.Trim() is ['(', .. var inner, ')'] && !inner.Contains('(', StringComparison.Ordinal) ? inner : part;

    private static bool TryExact(string declared, [NotNullWhen(true)] out SpdxExpression? expression)
    {
        expression = null;
        var tokens = declared.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var parser = new Parser(tokens);
        if (!parser.Alternatives(0) || !parser.AtEnd)
            return false;
        var text = parser.Text;
        expression = new(text, SpdxIdentifiers.Licence(text) == text);
        return true;
    }

    [GeneratedRegex(@"\s+(AND|OR)\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Operators();

    // expression = term { ("AND" | "OR") term };  term = "(" expression ")" | licence [ "WITH" exception ]
    private sealed class Parser(string[] tokens)
    {
        private readonly StringBuilder _text = new();
        private int _at;

        public bool AtEnd => _at == tokens.Length;

        public string Text => _text.ToString();

        public bool Alternatives(int depth)
        {
            if (depth > DeepestNesting || !Term(depth))
                return false;
            while (TryOperator("AND") || TryOperator("OR"))
            {
                if (!Term(depth))
                    return false;
            }
            return true;
        }

        private bool Term(int depth)
        {
            if (AtEnd)
                return false;
            if (tokens[_at] == "(")
            {
                _at++;
                _text.Append('(');
                if (!Alternatives(depth + 1) || AtEnd || tokens[_at++] != ")")
                    return false;
                _text.Append(')');
                return true;
            }
            if (Licence(tokens[_at++]) is not { } licence)
                return false;
            _text.Append(licence);
            if (!TryOperator("WITH"))
                return true;
            if (AtEnd || SpdxIdentifiers.Exception(tokens[_at++]) is not { } exception)
                return false;
            _text.Append(exception);
            return true;
        }

        private bool TryOperator(string name)
        {
            if (AtEnd || !string.Equals(tokens[_at], name, StringComparison.OrdinalIgnoreCase))
                return false;
            _at++;
            _text.Append(' ').Append(name).Append(' ');
            return true;
        }

        private static string? Licence(string token) =>
            SpdxIdentifiers.Licence(token)
            ?? (token.EndsWith('+') && SpdxIdentifiers.Licence(token[..^1]) is { } id && !id.EndsWith("-only", StringComparison.Ordinal) ? id + "+" : null);
    }
}
