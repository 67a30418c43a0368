using System.Text.RegularExpressions;

namespace Attestry.Rego.Builtins.Strings.Templates;

/// <summary>The tokens of one action, <c>{{…}}</c>.</summary>
internal sealed partial class TemplateTokens
{
    private readonly List<string> _tokens = [];
    private int _at;

    internal TemplateTokens(string action)
    {
        var end = 0;
        foreach (var match in Token().EnumerateMatches(action))
        {
            if (match.Index != end)
                break;
            end = match.Index + match.Length;
            var token = action.Substring(match.Index, match.Length).Trim();
            if (token.Length > 0)
                _tokens.Add(token);
        }
        if (end != action.Length)
            throw new BuiltinException($"template: unexpected '{action[end]}' in an action");
    }

    internal string? Peek => _at < _tokens.Count ? _tokens[_at] : null;

    internal string? PeekAfter(int count) => _at + count < _tokens.Count ? _tokens[_at + count] : null;

    internal string Take() => _at < _tokens.Count ? _tokens[_at++] : throw new BuiltinException("template: an action ends too early");

    internal bool TryTake(string token)
    {
        if (Peek != token)
            return false;
        _at++;
        return true;
    }

    internal void Expect(string token)
    {
        if (!TryTake(token))
            throw new BuiltinException($"template: expected {token}");
    }

    // Field chains keep no space before their dot: $x.a.b is one token, $x .a are two.
    [GeneratedRegex("""\s+|"(?:[^"\\\n]|\\.)*"|`[^`]*`|-?[0-9][0-9.eE+]*|\$?[A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)+|\$[A-Za-z0-9_]*|[A-Za-z_][A-Za-z0-9_]*|:=|[.()|=,]""", RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
