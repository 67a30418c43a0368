using Attestry.Rego.Syntax;

namespace Attestry.Rego.Compilation.Checks;

/// <summary>Rules that cannot define one document together.</summary>
internal static class ConflictCheck
{
    internal static void Check(IReadOnlyList<ResolvedRule> rules, IReadOnlyList<PolicyModule> modules, RuleNode root, List<RegoError> errors)
    {
        foreach (var place in rules.GroupBy(r => r.Node))
            Check(place.Key, [.. place.Select(r => r.Rule)], errors);
        Packages(rules, modules, root, errors);
    }

    private static void Check(RuleNode node, List<Rule> rules, List<RegoError> errors)
    {
        var first = rules[0].Location;
        var complete = rules.Count(IsComplete);
        if (rules.Exists(r => r.Reference.Count == 0) && Below(node).ToList() is { Count: > 0 } below)
            Add($"rule {node.Name} conflicts with [{string.Join(' ', below)}]");
        else if (rules.DistinctBy(r => r.Kind == RuleKind.PartialSet).Count() > 1
            || rules.DistinctBy(r => r.Arguments?.Count ?? 0).Count() > 1
            || (complete > 0 && complete < rules.Count))
            Add($"conflicting rules {node.Name} found");
        else if (rules.Where(r => r.IsDefault).ToList() is { Count: > 1 } defaults)
            Add($"multiple default rules {node.Name} found at {string.Join(", ", defaults.Select(r => r.Location))}");

        void Add(string message) => errors.Add(new("rego_type_error", message, first));
    }

    private static bool IsComplete(Rule rule) => rule.Kind != RuleKind.PartialSet && rule.Reference.Count == 0;

    private static IEnumerable<string> Below(RuleNode node) =>
        node.Children.Values.SelectMany(child => child.HasRules ? Below(child).Prepend(child.Name) : Below(child));

    private static void Packages(IReadOnlyList<ResolvedRule> rules, IReadOnlyList<PolicyModule> modules, RuleNode root, List<RegoError> errors)
    {
        var packages = modules.ToLookup(m => string.Join('.', m.Package.Prepend(root.Name)));
        foreach (var rule in rules.Where(r => r.Rule.Reference.Count == 0))
        {
            foreach (var other in packages[rule.Node.Name].Where(m => !ReferenceEquals(m, rule.Module)))
            {
                errors.Add(new(
                    "rego_type_error",
                    $"package {string.Join('.', other.Package)} conflicts with rule {rule.Node.Name[(root.Name.Length + 1 + rule.Module.Package.Sum(p => p.Length + 1))..]} defined at {rule.Rule.Location}",
                    rule.Module.PackageLocation));
            }
        }
    }
}
