using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Advisories;

/// <summary>Brings together advisories about the same vulnerability: those that share an id or alias, directly or through others.</summary>
internal static class AliasGroups
{
    internal static IReadOnlyList<IReadOnlyList<OsvAdvisory>> Of(IReadOnlyList<OsvAdvisory> advisories)
    {
        var parents = Enumerable.Range(0, advisories.Count).ToArray();
        var owners = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < advisories.Count; i++)
        {
            foreach (var name in Names(advisories[i]))
            {
                if (owners.TryGetValue(name, out var owner))
                    parents[Root(parents, i)] = Root(parents, owner);
                else
                    owners.Add(name, i);
            }
        }
        return [.. Enumerable.Range(0, advisories.Count).GroupBy(i => Root(parents, i), (_, members) => members.Select(i => advisories[i]).ToList())];
    }

    /// <summary>A distribution's answer to one vulnerability is about that one (<c>DEBIAN-CVE-2024-1</c>); an answer to several is none of them.</summary>
    internal static IEnumerable<string> Names(OsvAdvisory advisory) =>
        [advisory.Id, .. advisory.Aliases, .. advisory.Upstream.Count == 1 ? advisory.Upstream : []];

    private static int Root(int[] parents, int i)
    {
        while (parents[i] != i)
            i = parents[i] = parents[parents[i]];
        return i;
    }
}
