using System.Collections.Frozen;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Advisories;

/// <summary>An index in memory. It never changes: a newer one takes its place by one assignment, while readers go on with theirs.</summary>
public sealed class AdvisoryIndex : IAdvisoryIndex
{
    public static readonly AdvisoryIndex Empty = new([]);

    private readonly FrozenDictionary<OsvPackage, OsvAdvisory[]> _byPackage;

    internal AdvisoryIndex(IReadOnlyCollection<OsvAdvisory> advisories)
    {
        Count = advisories.Count;
        Modified = advisories.Count == 0 ? null : advisories.Max(advisory => advisory.Modified);
        var byPackage = new Dictionary<OsvPackage, List<OsvAdvisory>>();
        foreach (var advisory in advisories.OrderBy(advisory => advisory.Id, StringComparer.Ordinal))
        {
            foreach (var affected in advisory.Affected)
                Add(byPackage, OsvPackage.Of(affected.Ecosystem, affected.Name), advisory);
        }
        _byPackage = byPackage.ToFrozenDictionary(entry => entry.Key, entry => entry.Value.ToArray());
    }

    public int Count { get; }

    public DateTimeOffset? Modified { get; }

    /// <summary>Packages, each in each release of its own.</summary>
    public int Packages => _byPackage.Count;

    public IReadOnlyList<OsvAdvisory> Find(OsvPackage package)
    {
        var found = _byPackage.GetValueOrDefault(package, []);
        var colon = package.Ecosystem.IndexOf(':');
        if (colon < 0 || !_byPackage.TryGetValue(package with { Ecosystem = package.Ecosystem[..colon] }, out var ofEveryRelease))
            return found;
        return [.. found.UnionBy(ofEveryRelease, advisory => advisory.Id).OrderBy(advisory => advisory.Id, StringComparer.Ordinal)];
    }

    private static void Add(Dictionary<OsvPackage, List<OsvAdvisory>> byPackage, OsvPackage package, OsvAdvisory advisory)
    {
        if (package.Name.Length == 0)
            return;
        if (!byPackage.TryGetValue(package, out var advisories))
            byPackage.Add(package, advisories = []);
        // An advisory may list a package in several entries.
        if (advisories.Count == 0 || !ReferenceEquals(advisories[^1], advisory))
            advisories.Add(advisory);
    }
}
