using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Compilation;

/// <summary>The annotations of all modules by what they speak of; answers <c>rego.metadata.chain()</c> and <c>rego.metadata.rule()</c>.</summary>
internal sealed class MetadataChain
{
    private readonly Dictionary<string, List<Annotations>> _documents = [];
    private readonly Dictionary<string, List<Annotations>> _packages = [];
    private readonly Dictionary<string, List<Annotations>> _subpackages = [];

    internal MetadataChain(IReadOnlyList<PolicyModule> modules)
    {
        foreach (var module in modules)
        {
            var package = Key(module.Package);
            foreach (var block in module.Annotations)
                Add(block.Scope == "subpackages" ? _subpackages : _packages, package, block);
            foreach (var rule in module.Rules)
            {
                foreach (var block in rule.Annotations.Where(a => a.Scope == "document"))
                    Add(_documents, Key([.. module.Package, .. Path(rule)]), block);
            }
        }
    }

    /// <summary>The rule's own annotations; an empty object when it has none.</summary>
    internal static RegoValue Rule(Rule rule) => Own(rule).Select(a => a.Content).FirstOrDefault(RegoObject.Empty);

    /// <summary>From the rule outwards: <c>{path, annotations}</c> of the rule, its document, its package, and the packages above.</summary>
    internal RegoValue Chain(PolicyModule module, Rule rule)
    {
        List<string> path = [.. module.Package, .. Path(rule)];
        List<RegoValue> chain = [.. Own(rule).Select(a => Link(path, a))];
        if (chain.Count == 0)
            chain.Add(Link(path, null));
        chain.AddRange(Of(_documents, path));
        chain.AddRange(Of(_packages, module.Package));
        for (var length = module.Package.Count; length > 0; length--)
            chain.AddRange(Of(_subpackages, [.. module.Package.Take(length)]));
        return RegoArray.From(chain);
    }

    // The block nearest to the rule counts first.
    private static IEnumerable<Annotations> Own(Rule rule) => rule.Annotations.Where(a => a.Scope == "rule").Reverse();

    private static IEnumerable<string> Path(Rule rule) =>
        rule.Reference.TakeWhile(o => o is Syntax.Terms.ScalarTerm { Value: RegoString })
            .Select(o => ((RegoString)((Syntax.Terms.ScalarTerm)o).Value).Value)
            .Prepend(rule.Name.Name);

    private static IEnumerable<RegoValue> Of(Dictionary<string, List<Annotations>> blocks, IReadOnlyList<string> path) =>
        (blocks.GetValueOrDefault(Key(path)) ?? []).Select(a => Link(path, a));

    private static RegoObject Link(IEnumerable<string> path, Annotations? annotations)
    {
        var link = new RegoObject.Builder();
        link.Set(new RegoString("path"), RegoArray.From(path.Select(p => new RegoString(p))));
        if (annotations is not null)
            link.Set(new RegoString("annotations"), annotations.Content);
        return link.Build();
    }

    private static void Add(Dictionary<string, List<Annotations>> blocks, string key, Annotations block)
    {
        if (!blocks.TryGetValue(key, out var list))
            blocks[key] = list = [];
        list.Add(block);
    }

    private static string Key(IEnumerable<string> path) => string.Join('\0', path);
}
