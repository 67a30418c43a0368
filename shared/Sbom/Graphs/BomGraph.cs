using Attestry.Sbom.Documents;
using Attestry.Sbom.Purls;

namespace Attestry.Sbom.Graphs;

/// <summary>The dependencies of a bill of materials.</summary>
public static class BomGraph
{
    /// <remarks>The subject holds everything, so that it is on every path; it is left out. What it needs itself is where paths may begin.</remarks>
    public static PackageGraph Of(BillOfMaterials bom)
    {
        var graph = new PackageGraph();
        var parts = bom.Components.Where(c => c.Id != bom.Subject && c.Kind is not (BomComponentKind.File or BomComponentKind.OperatingSystem));
        foreach (var component in parts)
            graph.Add(component.Id, Label(component));
        foreach (var relation in bom.Relations.Where(r => r.Kind != BomRelationKind.Contains && graph.Labels.ContainsKey(r.To)))
        {
            if (relation.From == bom.Subject)
                graph.Ask(relation.To);
            else if (graph.Labels.ContainsKey(relation.From))
                graph.Connect(relation.From, relation.To, relation.Kind == BomRelationKind.OptionallyDependsOn);
        }
        // What nothing needs by name came in with what holds it.
        var held = bom.Relations.Where(r => r.Kind == BomRelationKind.Contains && graph.Labels.ContainsKey(r.From) && graph.Labels.ContainsKey(r.To) && graph.NeededBy(r.To).Count == 0).ToArray();
        foreach (var relation in held)
            graph.Connect(relation.From, relation.To);
        return graph;
    }

    /// <summary>
    /// The node of another graph that stands for the same package; null when there is none. Build tools do not know the version of what they
    /// build, nor Go's of its standard library: a node without version stands for each.
    /// </summary>
    public static string? Counterpart(PackageGraph other, string label)
    {
        if (!Purl.TryParse(label, out var wanted))
            return null;
        var same = other.Labels.Where(node => Purl.TryParse(node.Value, out var purl) && IsMeant(purl, wanted)).Select(node => node.Key).Order(StringComparer.Ordinal).ToArray();
        return Array.Find(same, id => other.Labels[id] == label) ?? same.FirstOrDefault();
    }

    /// <summary>Which nodes a person means: a package URL with or without version, a name, <c>name@version</c>. Sorted.</summary>
    public static IReadOnlyList<string> Named(PackageGraph graph, string wanted)
    {
        if (Purl.TryParse(wanted, out var purl))
            return [.. graph.Labels.Where(node => Purl.TryParse(node.Value, out var label) && IsMeant(purl, label)).Select(node => node.Key).Order(StringComparer.Ordinal)];
        var at = wanted.LastIndexOf('@');
        var (name, version) = at > 0 ? (wanted[..at], wanted[(at + 1)..]) : (wanted, null);
        return [.. graph.Labels.Where(node => IsMeant(name, version, node.Value)).Select(node => node.Key).Order(StringComparer.Ordinal)];
    }

    private static bool IsMeant(Purl wanted, Purl label) =>
        label.Type == wanted.Type && label.Namespace == wanted.Namespace && label.Name == wanted.Name && (wanted.Version is null || wanted.Version == label.Version);

    private static bool IsMeant(string name, string? version, string label)
    {
        if (!Purl.TryParse(label, out var purl))
            return label == name || label == $"{name}@{version}";
        var full = purl.Namespace is null ? purl.Name : $"{purl.Namespace}{(purl.Type == PackageTypes.Maven ? ':' : '/')}{purl.Name}";
        return (string.Equals(purl.Name, name, StringComparison.OrdinalIgnoreCase) || string.Equals(full, name, StringComparison.OrdinalIgnoreCase))
            && (version is null || purl.Version == version);
    }

    private static string Label(BomComponent component) => component.Purl ?? (component.Version is null ? component.Name : $"{component.Name}@{component.Version}");
}
