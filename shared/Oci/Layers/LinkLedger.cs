namespace Attestry.Oci.Layers;

/// <summary>
/// What a layer's links are checked against. It keeps hashes, not paths, so that two million entries take some ten megabytes.
/// The hash is seeded anew in each process: who makes a layer cannot aim for a collision.
/// </summary>
internal sealed class LinkLedger
{
    /// <summary>Linux follows 40 links and then says ELOOP.</summary>
    private const int MostHops = 40;

    private readonly HashSet<ulong> _entries = [];
    private readonly Dictionary<ulong, ulong> _links = [];

    public void Add(ReadOnlySpan<char> path) => _entries.Add(Hash(path));

    public bool Has(ReadOnlySpan<char> path) => _entries.Contains(Hash(path));

    /// <summary>A symbolic link. True when it closes a ring of links.</summary>
    /// <param name="target">Normalised, relative to the root.</param>
    public bool AddLink(ReadOnlySpan<char> path, ReadOnlySpan<char> target)
    {
        var start = Hash(path);
        _links[start] = Hash(target);
        var at = start;
        for (var hop = 0; hop < MostHops && _links.TryGetValue(at, out at); hop++)
        {
            if (at == start)
                return true;
        }
        return false;
    }

    /// <summary>Something else took the path of a link.</summary>
    public void RemoveLink(ReadOnlySpan<char> path)
    {
        if (_links.Count > 0)
            _links.Remove(Hash(path));
    }

    /// <summary>A directory above <paramref name="path"/> is a symbolic link of this layer.</summary>
    public bool LeadsThroughLink(ReadOnlySpan<char> path)
    {
        if (_links.Count == 0)
            return false;
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path[..slash].LastIndexOf('/'))
        {
            if (_links.ContainsKey(Hash(path[..slash])))
                return true;
        }
        return false;
    }

    // Two seeded 32-bit hashes, of the whole and of the second half: 64 bits against chance.
    private static ulong Hash(ReadOnlySpan<char> path) =>
        (ulong)(uint)string.GetHashCode(path) << 32 | (uint)string.GetHashCode(path[(path.Length / 2)..]);
}
