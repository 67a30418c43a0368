using System.Text.Json;
using Attestry.Primitives.Limits;

namespace Attestry.Vulnerabilities.Vex;

/// <summary>What the references of a CycloneDX document mean: its subject, a component of it, or by BOM-Link one of another document.</summary>
internal sealed class CycloneDxVexProducts
{
    private const int DeepestComponent = 30;

    private readonly Dictionary<string, VexProduct> _products = new(StringComparer.Ordinal);
    private readonly VexProduct? _subject;
    private int _left = VulnerabilityLimits.VexProducts * 10;

    internal CycloneDxVexProducts(JsonElement root)
    {
        if (ForeignJson.Object(root, "metadata") is { } metadata && ForeignJson.Object(metadata, "component") is { } subject)
        {
            var sha256 = ForeignJson.Items(subject, "hashes").Where(hash => ForeignJson.Text(hash, "alg") == "SHA-256").Select(hash => ForeignJson.Text(hash, "content")?.ToLowerInvariant()).FirstOrDefault();
            var purl = ForeignJson.Text(subject, "purl");
            if (purl is not null || sha256 is not null)
                _subject = new(purl is null ? [] : [purl], sha256, []);
            if (_subject is not null && ForeignJson.Text(subject, "bom-ref") is { } reference)
                _products[reference] = _subject;
        }
        foreach (var component in ForeignJson.Items(root, "components"))
            Add(component, 0);
    }

    /// <summary>Null when nothing identifies it.</summary>
    internal VexProduct? Find(string? reference)
    {
        if (reference is null)
            return null;
        if (_products.TryGetValue(reference, out var product))
            return product;
        // BOM-Link: urn:cdx:serial/version#bom-ref, and a bom-ref often is the package URL.
        var element = reference.StartsWith("urn:cdx:", StringComparison.Ordinal) && reference.IndexOf('#') is > 0 and var hash
            ? Uri.UnescapeDataString(reference[(hash + 1)..])
            : reference;
        return element.StartsWith("pkg:", StringComparison.Ordinal) ? Part(element) : null;
    }

    private void Add(JsonElement component, int depth)
    {
        if (depth > DeepestComponent || --_left < 0)
            throw new JsonException("The document has more components than are read.");
        if (ForeignJson.Text(component, "purl") is { } purl)
            _products[ForeignJson.Text(component, "bom-ref") ?? purl] = Part(purl);
        foreach (var child in ForeignJson.Items(component, "components"))
            Add(child, depth + 1);
    }

    // What is said of a component is said of it in the subject, not wherever else it is.
    private VexProduct Part(string purl) => _subject is null ? new([purl], null, []) : _subject with { Subcomponents = [purl] };
}
