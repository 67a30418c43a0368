using Attestry.Sbom.Graphs;

namespace Attestry.Cli.Sboms;

/// <param name="Package">Its package URL, or name.</param>
/// <param name="Paths">Each from what nothing needs to the package, shortest first.</param>
/// <param name="Complete">There are no other paths.</param>
/// <param name="More">How many there are besides, as far as they were counted.</param>
/// <param name="Counted">All were.</param>
/// <param name="Optional">Neighbours on these paths of which the first does not insist on the second.</param>
internal sealed record WhyAnswer(
    string Package, IReadOnlyList<IReadOnlyList<string>> Paths, bool Complete, int More, bool Counted, IReadOnlyList<IReadOnlyList<string>> Optional)
{
    internal static WhyAnswer Of(PackageGraph graph, string id, int most)
    {
        var search = PathSearch.Find(graph, id, most);
        var optional = search.Paths.SelectMany(path => path.Zip(path.Skip(1))).Distinct().Where(edge => graph.IsOptional(edge.First, edge.Second));
        return new(
            graph.Labels[id],
            [.. search.Paths.Select(path => Labels(graph, path))],
            search.Complete,
            search.More,
            search.Counted,
            [.. optional.Select(edge => Labels(graph, [edge.First, edge.Second]))]);
    }

    private static IReadOnlyList<string> Labels(PackageGraph graph, IReadOnlyList<string> path) => [.. path.Select(id => graph.Labels[id])];
}
