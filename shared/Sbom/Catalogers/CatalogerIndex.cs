using System.Collections.Frozen;

namespace Attestry.Sbom.Catalogers;

/// <summary>
/// Finds the cataloger of a path: most patterns end in a plain file name, which one look-up tells; the others in the ending
/// of one. Layers have many paths and few of them belong to a cataloger.
/// </summary>
internal sealed class CatalogerIndex
{
    private readonly FrozenDictionary<string, Entry[]>.AlternateLookup<ReadOnlySpan<char>> _named;
    private readonly Entry[] _others;

    public CatalogerIndex(IReadOnlyList<Cataloger> catalogers)
    {
        var entries = catalogers.SelectMany((c, order) => c.Paths.Select(p => new Entry(p, c, order))).ToArray();
        _named = entries.Where(e => e.Pattern.FileName is not null)
            .GroupBy(e => e.Pattern.FileName!, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        _others = [.. entries.Where(e => e.Pattern.FileName is null)];
    }

    /// <summary>The first in the order of the table.</summary>
    public Cataloger? Find(ReadOnlySpan<char> path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var found = _named.TryGetValue(name, out var named) ? First(named, path, int.MaxValue) : null;
        return (First(_others, path, found?.Order ?? int.MaxValue) ?? found)?.Cataloger;
    }

    private static Entry? First(Entry[] entries, ReadOnlySpan<char> path, int before)
    {
        foreach (var entry in entries)
        {
            if (entry.Order < before && entry.Pattern.Matches(path))
                return entry;
        }
        return null;
    }

    private sealed record Entry(PathPattern Pattern, Cataloger Cataloger, int Order);
}
