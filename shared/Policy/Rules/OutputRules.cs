using System.Text;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Policy.Rules;

/// <summary>Which rules of a policy set count: those of known names in the entrypoint's package and below it.</summary>
internal static class OutputRules
{
    internal const string Deny = "deny";

    internal const string Warn = "warn";

    internal const string Info = "info";

    internal const string RequiredEvidence = "required_evidence";

    internal const string Grace = "grace";

    internal static readonly IReadOnlyList<string> Names = [Deny, Warn, Info, RequiredEvidence, Grace];

    /// <summary>In order of packages, then as in <see cref="Names"/>.</summary>
    internal static IReadOnlyList<OutputRule> Find(IEnumerable<PolicyModule> modules, IReadOnlyList<string> entrypoint)
    {
        var packages = modules
            .Where(module => module.Package.Count >= entrypoint.Count && module.Package.Take(entrypoint.Count).SequenceEqual(entrypoint))
            .GroupBy(module => string.Join('\0', module.Package), StringComparer.Ordinal)
            .OrderBy(package => package.Key, StringComparer.Ordinal);
        return
        [
            .. from package in packages
               from name in Names
               where package.Any(module => module.Rules.Any(rule => rule.Name.Name == name && rule.Arguments is null))
               select new OutputRule(package.First().Package, name),
        ];
    }

    /// <summary>One query for all of them, so that what they share is evaluated once: <c>x := [[v | v := data["a"]["deny"]], …]</c>.</summary>
    internal static string Query(IReadOnlyList<OutputRule> rules)
    {
        var query = new StringBuilder("answers := [");
        for (var i = 0; i < rules.Count; i++)
        {
            query.Append(i == 0 ? "[v | v := data" : ", [v | v := data");
            foreach (var part in rules[i].Package.Append(rules[i].Name))
                query.Append('[').Append(new RegoString(part)).Append(']');
            query.Append(']');
        }
        return query.Append(']').ToString();
    }
}
