using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Graphs;

/// <summary>
/// What <c>mvn dependency:tree</c> prints (Maven Dependency Plugin): as text, three characters a level, or as DOT. Lines of Maven's own log
/// around it say nothing.
/// </summary>
internal static class MavenTreeReader
{
    private const string LogPrefix = "[INFO] ";

    /// <summary>Null when nothing in it is of Maven.</summary>
    internal static GraphReading? Read(string text)
    {
        var graph = new PackageGraph();
        var path = new List<string>();
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.StartsWith(LogPrefix, StringComparison.Ordinal) ? raw[LogPrefix.Length..] : raw;
            if (graph.Edges >= BomLimits.Relations)
                return GraphReader.Refused(BomFindings.TooLarge, $"The graph has more than {BomLimits.Relations} edges.");
            if (line.Contains("->", StringComparison.Ordinal))
                TakeEdge(line, graph);
            else if (!TakeNode(line, path, graph))
                return GraphReader.Refused(BomFindings.Malformed, "A line of the tree is deeper than the one above it allows.");
        }
        return graph.Labels.Count == 0 ? null : new("mvn dependency:tree", graph, null);
    }

    // "|  +- g:a:jar:1.0:compile"
    private static bool TakeNode(ReadOnlySpan<char> line, List<string> path, PackageGraph graph)
    {
        var indent = line.IndexOfAnyExcept("|+-\\ ");
        if (indent < 0 || MavenArtifact.Parse(line[indent..].ToString()) is not { } artifact)
            return true;
        var depth = indent / 3;
        if (indent % 3 != 0 || depth > path.Count)
            return false;
        path.RemoveRange(depth, path.Count - depth);
        graph.Add(artifact.Label, artifact.Label);
        if (depth > 0)
            graph.Connect(path[^1], artifact.Label, artifact.IsOptional);
        path.Add(artifact.Label);
        return true;
    }

    // "g:a:jar:1.0" -> "h:b:jar:2.0:compile" ;
    private static void TakeEdge(ReadOnlySpan<char> line, PackageGraph graph)
    {
        if (line.ToString().Split('"') is not [_, var left, _, var right, _] || MavenArtifact.Parse(left) is not { } from || MavenArtifact.Parse(right) is not { } to)
            return;
        graph.Add(from.Label, from.Label);
        graph.Add(to.Label, to.Label);
        graph.Connect(from.Label, to.Label, to.IsOptional);
    }
}
