namespace Attestry.Sbom.Graphs;

/// <summary>What needs what. Nodes are called by their identifiers and shown by their labels.</summary>
public sealed class PackageGraph
{
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _needs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _neededBy = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<(string, string)> _optional = [];

    public IReadOnlyDictionary<string, string> Labels => _labels;

    /// <summary>How many edges it has.</summary>
    public int Edges { get; private set; }

    internal void Add(string id, string label) => _labels.TryAdd(id, label);

    /// <summary>The first can use the second and does not insist on it.</summary>
    public bool IsOptional(string from, string to) => _optional.Contains((from, to));

    /// <summary>Paths may begin here though others need it: a project asks for it itself.</summary>
    internal void Ask(string id) => _asked.Add(id);

    internal void Connect(string from, string to, bool optional)
    {
        if (!optional)
            _optional.Remove((from, to));
        else if (from != to && !Needs(from).Contains(to))
            _optional.Add((from, to));
        Connect(from, to);
    }

    internal void Connect(string from, string to)
    {
        if (from == to || !Of(_needs, from).Add(to))
            return;
        Of(_neededBy, to).Add(from);
        Edges++;
    }

    internal IReadOnlyCollection<string> Needs(string id) => _needs.TryGetValue(id, out var found) ? found : [];

    internal IReadOnlyCollection<string> NeededBy(string id) => _neededBy.TryGetValue(id, out var found) ? found : [];

    /// <summary>
    /// Where paths begin: what nothing needs, and what was asked for. Of packages that only need one another in a circle, the first in ordinal order; so
    /// that every node is reached.
    /// </summary>
    internal IReadOnlyList<string> Roots()
    {
        var roots = _labels.Keys.Where(id => NeededBy(id).Count == 0 || _asked.Contains(id)).Order(StringComparer.Ordinal).ToList();
        var reached = new HashSet<string>(StringComparer.Ordinal);
        foreach (var root in roots)
            Reach(root, reached);
        foreach (var id in _labels.Keys.Order(StringComparer.Ordinal).Where(id => !reached.Contains(id)).ToArray())
        {
            if (reached.Contains(id))
                continue;
            roots.Add(id);
            Reach(id, reached);
        }
        return roots;
    }

    private void Reach(string from, HashSet<string> reached)
    {
        var waiting = new Stack<string>([from]);
        while (waiting.TryPop(out var id))
        {
            if (!reached.Add(id))
                continue;
            foreach (var needed in Needs(id))
                waiting.Push(needed);
        }
    }

    private static SortedSet<string> Of(Dictionary<string, SortedSet<string>> edges, string id)
    {
        if (!edges.TryGetValue(id, out var found))
            edges.Add(id, found = new(StringComparer.Ordinal));
        return found;
    }
}
