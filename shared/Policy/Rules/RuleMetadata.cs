using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Policy.Rules;

/// <summary>What the METADATA of a policy say of the controls that its rules serve (<c>custom.controls</c>).</summary>
internal sealed class RuleMetadata(IReadOnlyList<PolicyModule> modules)
{
    /// <summary>
    /// The nearest controls: of the rule, when its package has only one of that name or when its <c>custom.id</c> is
    /// <paramref name="id"/>; of the document, the package, the packages above.
    /// </summary>
    internal IReadOnlyList<string> Controls(OutputRule rule, string id)
    {
        var inPackage = modules.Where(module => module.Package.SequenceEqual(rule.Package)).ToList();
        var rules = inPackage.SelectMany(module => module.Rules).Where(one => one.Name.Name == rule.Name).ToList();
        var blocks = rules.Where(one => rules.Count == 1 || one.Annotations.Any(block => Custom(block)?["id"] is RegoString named && named.Value == id))
            .SelectMany(one => one.Annotations)
            .Concat(rules.SelectMany(one => one.Annotations).Where(block => block.Scope == "document"))
            .Concat(inPackage.SelectMany(module => module.Annotations).Where(block => block.Scope == "package"))
            .Concat(Above(rule.Package));
        return blocks.Select(Controls).FirstOrDefault(controls => controls.Count > 0) ?? [];
    }

    private IEnumerable<Annotations> Above(IReadOnlyList<string> package)
    {
        for (var length = package.Count; length > 0; length--)
            foreach (var module in modules.Where(module => module.Package.SequenceEqual(package.Take(length))))
                foreach (var block in module.Annotations.Where(block => block.Scope == "subpackages"))
                    yield return block;
    }

    private static RegoObject? Custom(Annotations block) => block.Content["custom"] as RegoObject;

    private static IReadOnlyList<string> Controls(Annotations block) => EntryReader.Texts(Custom(block)?["controls"]);
}
