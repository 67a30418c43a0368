using System.Text.Json;
using Attestry.Primitives.Limits;

namespace Attestry.Vulnerabilities.Vex;

/// <summary>The products of a CSAF document's tree by their ids (CSAF 2.0 §3.2.2): as package URLs, and components as parts of the product that they relate to.</summary>
internal sealed class CsafVexProducts
{
    private const int DeepestBranch = 30;

    private readonly Dictionary<string, VexProduct> _products = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _groups = new(StringComparer.Ordinal);
    private int _left = VulnerabilityLimits.CsafProducts;

    internal CsafVexProducts(JsonElement root)
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

    /// <summary>Null when the tree does not identify it.</summary>
    internal VexProduct? Find(string id) => _products.GetValueOrDefault(id);

    internal IReadOnlyList<string> Group(string id) => _groups.GetValueOrDefault(id, []);

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
        if (ForeignJson.Text(product, "product_id") is not { } id || ForeignJson.Object(product, "product_identification_helper") is not { } helper)
            return;
        var sha256 = ForeignJson.Items(helper, "hashes")
            .SelectMany(hash => ForeignJson.Items(hash, "file_hashes"))
            .Where(hash => ForeignJson.Text(hash, "algorithm") == "sha256")
            .Select(hash => ForeignJson.Text(hash, "value")?.ToLowerInvariant())
            .FirstOrDefault();
        var purl = ForeignJson.Text(helper, "purl");
        if (purl is not null || sha256 is not null)
            _products[id] = new(purl is null ? [] : [purl], sha256, []);
    }

    // A component of a product that nothing identifies stands for nothing: alone it would be lifted wherever it is.
    private void Relate(JsonElement relationship)
    {
        Count();
        if (ForeignJson.Text(relationship, "product_reference") is { } component && _products.TryGetValue(component, out var part) && part.Ids.Count > 0
            && ForeignJson.Text(relationship, "relates_to_product_reference") is { } whole && _products.TryGetValue(whole, out var product)
            && ForeignJson.Object(relationship, "full_product_name") is { } name && ForeignJson.Text(name, "product_id") is { } id)
            _products[id] = product with { Subcomponents = part.Ids };
    }

    private void Count()
    {
        if (--_left < 0)
            throw new JsonException("The product tree is larger than what is read.");
    }
}
