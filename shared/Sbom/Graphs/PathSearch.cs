using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Graphs;

/// <summary>The paths by which a package came in, shortest first.</summary>
/// <param name="Paths">Each from a root to the package, by identifiers; none names a node twice.</param>
/// <param name="More">How many there are besides, as far as they were counted.</param>
/// <param name="Counted">All were: there are no others.</param>
public sealed record PathSearch(IReadOnlyList<IReadOnlyList<string>> Paths, int More, bool Counted)
{
    /// <summary>Every path is in <see cref="Paths"/>.</summary>
    public bool Complete => Counted && More == 0;

    /// <summary>
    /// Grows paths backwards from <paramref name="target"/>, the one that can be finished shortest always first (A* with the exact
    /// distance from the roots; of equals the one with the least way to go), so that few steps are spent on what is not answered.
    /// Those besides are counted up to <see cref="BomLimits.Paths"/>.
    /// </summary>
    /// <param name="most">How many are wanted, at most <see cref="BomLimits.Paths"/>.</param>
    public static PathSearch Find(PackageGraph graph, string target, int most)
    {
        most = Math.Clamp(most, 1, BomLimits.Paths);
        var roots = graph.Roots().ToHashSet(StringComparer.Ordinal);
        var distances = Distances(graph, roots);
        var open = new PriorityQueue<Partial, (int Length, int Left, long Order)>();
        var (order, steps, more, paths) = (0L, 0, 0, new List<IReadOnlyList<string>>());
        if (distances.TryGetValue(target, out var first))
            open.Enqueue(new(target, null, 1), (first, first, order++));
        while (open.TryDequeue(out var partial, out _))
        {
            if (paths.Count + more >= BomLimits.Paths || ++steps > BomLimits.PathSteps || open.Count > BomLimits.PathSteps)
                return new(paths, more, false);
            // Others may need what a path can begin with.
            if (roots.Contains(partial.Id) && paths.Count < most)
                paths.Add([.. partial.Ids()]);
            else if (roots.Contains(partial.Id))
                more++;
            foreach (var by in graph.NeededBy(partial.Id))
            {
                if (distances.TryGetValue(by, out var distance) && !partial.Holds(by))
                    open.Enqueue(new(by, partial, partial.Length + 1), (partial.Length + distance, distance, order++));
            }
        }
        return new(paths, more, true);
    }

    private static Dictionary<string, int> Distances(PackageGraph graph, IEnumerable<string> roots)
    {
        var distances = roots.ToDictionary(root => root, _ => 0, StringComparer.Ordinal);
        var waiting = new Queue<string>(distances.Keys);
        while (waiting.TryDequeue(out var id))
        {
            foreach (var needed in graph.Needs(id))
            {
                if (distances.TryAdd(needed, distances[id] + 1))
                    waiting.Enqueue(needed);
            }
        }
        return distances;
    }

    private sealed record Partial(string Id, Partial? Next, int Length)
    {
        public bool Holds(string id)
        {
            for (var at = this; at is not null; at = at.Next)
            {
                if (at.Id == id)
                    return true;
            }
            return false;
        }

        // From the root on, for the path grew backwards.
        public IEnumerable<string> Ids()
        {
            for (var at = this; at is not null; at = at.Next)
                yield return at.Id;
        }
    }
}
