using System.Text.Json;
using Attestry.Vulnerabilities.Csaf;

namespace Attestry.Vulnerabilities.Vex;

/// <summary>The products of a CSAF document by their ids: as package URLs, and components as parts of the product that they relate to.</summary>
internal sealed class CsafVexProducts
{
    private readonly Dictionary<string, VexProduct> _products = new(StringComparer.Ordinal);
    private readonly CsafTree _tree;

    internal CsafVexProducts(JsonElement root)
    {
        _tree = new(root);
        foreach (var (id, helper) in _tree.Products)
            Add(id, helper);
        foreach (var relationship in _tree.Relationships)
            Relate(relationship);
    }

    /// <summary>Null when the tree does not identify it.</summary>
    internal VexProduct? Find(string id) => _products.GetValueOrDefault(id);

    /// <summary>Ids of the products that a flag or threat is about.</summary>
    internal IEnumerable<string> About(JsonElement item) => _tree.About(item);

    private void Add(string id, JsonElement helper)
    {
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
    private void Relate(CsafRelationship relationship)
    {
        if (_products.TryGetValue(relationship.Component, out var part) && part.Ids.Count > 0 && _products.TryGetValue(relationship.Whole, out var product))
            _products[relationship.Id] = product with { Subcomponents = part.Ids };
    }
}
