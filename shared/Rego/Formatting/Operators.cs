using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Rego.Formatting;

/// <summary>Functions that are written between their arguments.</summary>
internal static class Operators
{
    // How tightly each binds.
    private static readonly Dictionary<string, (string Symbol, int Level)> Table = new()
    {
        ["assign"] = (":=", 0),
        ["eq"] = ("=", 0),
        ["internal.member_2"] = ("in", 1),
        ["internal.member_3"] = ("in", 1),
        ["equal"] = ("==", 2),
        ["neq"] = ("!=", 2),
        ["lt"] = ("<", 2),
        ["lte"] = ("<=", 2),
        ["gt"] = (">", 2),
        ["gte"] = (">=", 2),
        ["or"] = ("|", 3),
        ["and"] = ("&", 4),
        ["plus"] = ("+", 5),
        ["minus"] = ("-", 5),
        ["mul"] = ("*", 6),
        ["div"] = ("/", 6),
        ["rem"] = ("%", 6),
    };

    internal static (string Symbol, int Level)? Of(Term term) =>
        term is CallTerm call && Table.TryGetValue(NameOf(call.Function), out var found) && call.Arguments.Count == (NameOf(call.Function) == "internal.member_3" ? 3 : 2)
            ? found
            : null;

    /// <summary>An operator called with a third argument, which its result is unified with: <c>plus(1, 2, x)</c>.</summary>
    internal static bool IsRelation(CallTerm call) => call.Arguments.Count == 3 && Table.TryGetValue(NameOf(call.Function), out var found) && found.Level > 1;

    internal static bool IsUnion(Term term) => Of(term) is ("|", _);

    internal static bool IsMember(Term term) => Of(term) is ("in", _);

    private static string NameOf(Term function) => function switch
    {
        VarTerm { Name: var name } => name,
        RefTerm { Head: VarTerm { Name: "internal" }, Operands: [ScalarTerm { Value: RegoString member }] } => $"internal.{member.Value}",
        _ => "",
    };
}
