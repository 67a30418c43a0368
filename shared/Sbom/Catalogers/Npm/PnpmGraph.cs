namespace Attestry.Sbom.Catalogers.Npm;

/// <summary>
/// What pnpm's lock file says, by <c>name@version</c>. Keys are <c>/name/1.0.0_peers</c> (version 5), <c>/name@1.0.0(peers)</c> (6) or
/// <c>name@1.0.0(peers)</c> (9); the peers with which a package was installed make no other package of it.
/// </summary>
internal sealed class PnpmGraph
{
    private readonly HashSet<string> _packages = new(StringComparer.Ordinal);
    private readonly HashSet<string> _development = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, bool>> _edges = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _askedToDevelop = new(StringComparer.Ordinal);

    internal void Package(string key)
    {
        if (Named(key) is { } package)
            _packages.Add(package);
    }

    internal void Development(string key)
    {
        if (Named(key) is { } package)
            _development.Add(package);
    }

    internal void Edge(string from, string name, string version, bool optional)
    {
        if (Named(from) is not { } package || Named(name, version) is not { } needed)
            return;
        if (!_edges.TryGetValue(package, out var edges))
            _edges.Add(package, edges = new(StringComparer.Ordinal));
        edges[needed] = optional && edges.GetValueOrDefault(needed, true);
    }

    internal void Ask(string kind, string name, string version)
    {
        if (Named(name, version) is { } package)
            (kind == "devDependencies" ? _askedToDevelop : _asked).Add(package);
    }

    internal void AddTo(SourceSink found)
    {
        // Until version 8 the file says which are for development; since, only the paths do.
        var develop = Reached(_askedToDevelop);
        develop.ExceptWith(Reached(_asked));
        foreach (var package in _packages.Where(p => !_development.Contains(p) && !develop.Contains(p)).Order(StringComparer.Ordinal))
        {
            var at = package.LastIndexOf('@');
            var edges = _edges.GetValueOrDefault(package, []);
            found.Add(new(PackageTypes.Npm, package[..at], package[(at + 1)..])
            {
                DependsOn = [.. edges.Where(e => !e.Value).Select(e => e.Key)],
                OptionallyDependsOn = [.. edges.Where(e => e.Value).Select(e => e.Key)],
                IsDirect = _asked.Contains(package),
            });
        }
    }

    private HashSet<string> Reached(IEnumerable<string> from)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>(from);
        while (waiting.TryPop(out var package))
        {
            if (!reached.Add(package))
                continue;
            foreach (var needed in _edges.GetValueOrDefault(package, []).Keys)
                waiting.Push(needed);
        }
        return reached;
    }

    // A version alone, or for an alias the whole key of what it stands for.
    private static string? Named(string name, string version) =>
        version.Length > 0 && char.IsAsciiDigit(version[0]) ? Versioned(name, version) : Named(version);

    private static string? Named(string key)
    {
        var bare = key.Split('(')[0];
        var from = bare.StartsWith('/') ? bare[1..] : bare;
        // From a file, a repository or a URL: no version of a registry.
        if (from.Length == 0 || from.Contains(':', StringComparison.Ordinal))
            return null;
        var parts = from.Split('/');
        var named = from.StartsWith('@') ? 2 : 1;
        var at = parts.Length > named ? string.Join('/', parts[..named]).Length : from.Length > 1 ? from.IndexOf('@', 1) : -1;
        return at <= 0 ? null : Versioned(from[..at], from[(at + 1)..]);
    }

    private static string? Versioned(string name, string version)
    {
        var bare = version.Split('_', '/', '(')[0];
        return bare.Length > 0 && char.IsAsciiDigit(bare[0]) ? $"{name}@{bare}" : null;
    }
}
