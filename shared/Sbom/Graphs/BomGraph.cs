using Attestry.Sbom.Documents;
using Attestry.Sbom.Purls;

namespace Attestry.Sbom.Graphs;

/// <summary>The dependencies of a bill of materials.</summary>
public static class BomGraph
{
    /// <remarks>The subject holds everything, so that it is on every path; it is left out.</remarks>
    public static PackageGraph Of(BillOfMaterials bom)
    {
        var graph = new PackageGraph();
        var parts = bom.Components.Where(c => c.Id != bom.Subject && c.Kind is not (BomComponentKind.File or BomComponentKind.OperatingSystem));
        foreach (var component in parts)
            graph.Add(component.Id, Label(component));
        foreach (var relation in bom.Relations.Where(r => r.Kind == BomRelationKind.DependsOn))
        {
            if (graph.Labels.ContainsKey(relation.From) && graph.Labels.ContainsKey(relation.To))
                graph.Connect(relation.From, relation.To);
        }
        return graph;
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
