using Attestry.Rego.Syntax.Lexing;

namespace Attestry.Rego.Syntax.Parsing;

/// <summary>The words that v1 made keywords and v0 imports.</summary>
internal static class FutureKeywords
{
    internal static readonly IReadOnlyList<string> All = ["contains", "every", "if", "in"];

    /// <summary>No keyword of its own: what is imported is that <c>not</c> takes bodies.</summary>
    internal const string Negation = "not";

    internal static IReadOnlyList<string> Of(RegoVersion version) => version == RegoVersion.V1 ? All : [];

    /// <summary>What <c>import rego.v1</c>, <c>import future.keywords</c> and <c>import future.keywords.in</c> ask for.</summary>
    internal static HashSet<string> Imported(List<Token> tokens)
    {
        var found = new HashSet<string>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!tokens[i].IsWord("import"))
                continue;
            var path = Path(tokens, i + 1);
            if (path is ["rego", "v1"] or ["future", "keywords"])
                found.UnionWith(All);
            else if (path is ["future", "keywords", var word])
                found.UnionWith(word == "every" ? [word, "in"] : [word]);
        }
        return found;
    }

    private static List<string> Path(List<Token> tokens, int at)
    {
        var path = new List<string>();
        for (; at < tokens.Count && tokens[at].Kind is TokenKind.Identifier or TokenKind.Keyword; at += 2)
        {
            path.Add(tokens[at].Text);
            if (at + 1 >= tokens.Count || !tokens[at + 1].Is("."))
                break;
        }
        return path;
    }
}
