using Attestry.Primitives.Limits;
using Attestry.Sbom.Documents;

namespace Attestry.Sbom.Formats;

/// <summary>Which component each is a part of, as a forest: what relations say in circles, or deeper than documents nest, is left out.</summary>
internal sealed class BomContainment
{
    private readonly Dictionary<string, string> _containers = new(StringComparer.Ordinal);
    private readonly ILookup<string, BomComponent> _parts;

    internal BomContainment(BillOfMaterials bom)
    {
        foreach (var relation in bom.Relations.Where(r => r.Kind == BomRelationKind.Contains && r.To != bom.Subject && !_containers.ContainsKey(r.To)))
        {
            if (MayContain(relation.From, relation.To))
                _containers.Add(relation.To, relation.From);
        }
        _parts = bom.Components.Where(c => _containers.ContainsKey(c.Id)).ToLookup(c => _containers[c.Id], StringComparer.Ordinal);
        Top = [.. bom.Components.Where(c => c.Id != bom.Subject && !_containers.ContainsKey(c.Id))];
    }

    /// <summary>Parts of the subject, or of nothing.</summary>
    internal IReadOnlyList<BomComponent> Top { get; }

    internal IEnumerable<BomComponent> PartsOf(BomComponent component) => _parts[component.Id];

    // Half of the nesting, for each component takes two levels of a document.
    private bool MayContain(string container, string part)
    {
        var depth = 0;
        for (var at = container; at is not null; at = _containers.GetValueOrDefault(at))
        {
            if (at == part || ++depth > BomLimits.Nesting / 4)
                return false;
        }
        return true;
    }
}
