using System.Text.Json;
using Attestry.Primitives.Limits;

namespace Attestry.Vulnerabilities.Csaf;

/// <summary>
/// The product tree of a CSAF document (CSAF 2.0 §3.2.2), walked once: what it identifies, wherever it stands in the tree, and what is a component of
/// what. The elements are those of the document and live as long as it does.
/// </summary>
/// <exception cref="JsonException">The tree is deeper or larger than what is read.</exception>
internal sealed class CsafTree
{
    private const int DeepestBranch = 30;

    private readonly List<CsafProduct> _products = [];
    private readonly List<CsafRelationship> _relationships = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _groups = new(StringComparer.Ordinal);
    private int _left = VulnerabilityLimits.CsafProducts;

    internal CsafTree(JsonElement root)
    {
        if (ForeignJson.Object(root, "product_tree") is not { } tree)
            return;
        foreach (var name in ForeignJson.Items(tree, "full_product_names"))
            Add(name);
        foreach (var branch in ForeignJson.Items(tree, "branches"))
            Branch(branch, 0);
        foreach (var relationship in ForeignJson.Items(tree, "relationships"))
            Relate(relationship);
        foreach (var group in ForeignJson.Items(tree, "product_groups"))
        {
            if (ForeignJson.Text(group, "group_id") is { } id)
                _groups[id] = [.. ForeignJson.Texts(group, "product_ids").Take(VulnerabilityLimits.VexProducts)];
        }
    }

    /// <summary>Those that something identifies.</summary>
    internal IReadOnlyList<CsafProduct> Products => _products;

    internal IReadOnlyList<CsafRelationship> Relationships => _relationships;

    /// <summary>Ids of the products that an item of the document is about: those that it lists, and those of the groups that it lists.</summary>
    internal IEnumerable<string> About(JsonElement item) =>
        ForeignJson.Texts(item, "product_ids").Concat(ForeignJson.Texts(item, "group_ids").SelectMany(group => _groups.GetValueOrDefault(group, [])));

    private void Branch(JsonElement branch, int depth)
    {
        Count();
        if (depth > DeepestBranch)
            throw new JsonException("The product tree is deeper than what is read.");
        if (ForeignJson.Object(branch, "product") is { } product)
            Add(product);
        foreach (var child in ForeignJson.Items(branch, "branches"))
            Branch(child, depth + 1);
    }

    private void Add(JsonElement product)
    {
        Count();
        if (ForeignJson.Text(product, "product_id") is { } id && ForeignJson.Object(product, "product_identification_helper") is { } helper)
            _products.Add(new(id, helper));
    }

    private void Relate(JsonElement relationship)
    {
        Count();
        if (ForeignJson.Text(relationship, "product_reference") is { } component && ForeignJson.Text(relationship, "relates_to_product_reference") is { } whole
            && ForeignJson.Object(relationship, "full_product_name") is { } name && ForeignJson.Text(name, "product_id") is { } id)
            _relationships.Add(new(id, component, whole));
    }

    private void Count()
    {
        if (--_left < 0)
            throw new JsonException("The product tree is larger than what is read.");
    }
}
