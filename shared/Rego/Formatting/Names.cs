using Attestry.Rego.Syntax.Parsing;
using Attestry.Rego.Values;

namespace Attestry.Rego.Formatting;

/// <summary>Parts of references: <c>.name</c> where the language allows it, else <c>["name"]</c>.</summary>
internal static class Names
{
    private static readonly HashSet<string> Keywords =
        ["as", "default", "else", "false", "import", "package", "not", "null", "some", "true", "with", .. FutureKeywords.All];

    /// <param name="bracketed">The source had it in brackets. Of keywords the choice is the writer's; older readers know no other.</param>
    internal static string Member(string name, bool bracketed) =>
        IsName(name) && !(bracketed && IsKeyword(name)) ? $".{name}" : $"[{Quoted(name)}]";

    internal static bool IsKeyword(string name) => Keywords.Contains(name);

    internal static string Quoted(string text) => RegoText.Of(new RegoString(text));

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => c == '_' || char.IsAsciiLetterOrDigit(c));
}
