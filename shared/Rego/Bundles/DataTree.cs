using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego.Values;

namespace Attestry.Rego.Bundles;

/// <summary>Base documents while they are put together from files: objects are merged, and no place gets two values.</summary>
public sealed class DataTree
{
    /// <summary>A value as a file gave it, or a tree where several files gave parts.</summary>
    private readonly Dictionary<RegoValue, object> _entries = [];

    /// <summary>Adds <paramref name="value"/> below keys: <c>a</c>, <c>b</c> say <c>data.a.b</c>.</summary>
    /// <param name="file">Named in errors.</param>
    /// <exception cref="BundleException">Another file gave the place a value, or the value would be all of <c>data</c> and is no object.</exception>
    public void Add(string file, IReadOnlyList<string> place, RegoValue value)
    {
        var at = this;
        for (var i = 0; i < place.Count - 1; i++)
            at = at.Below(file, new RegoString(place[i]), place.Take(i + 1));
        if (place.Count > 0)
            at.Set(file, new RegoString(place[^1]), value, place);
        else if (value is RegoObject root)
            AddAll(file, root, []);
        else
            throw new BundleException(BundleFindings.DataMalformed, $"Its content is the whole data, and {value.TypeName} is no object. Move it into a folder or write an object.", file);
    }

    public RegoObject Build()
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return RegoObject.From(_entries.Select(entry => new KeyValuePair<RegoValue, RegoValue>(entry.Key, entry.Value as RegoValue ?? ((DataTree)entry.Value).Build())));
    }

    private void AddAll(string file, RegoObject values, IEnumerable<string> above)
    {
        foreach (var (key, value) in values.Entries)
            Set(file, key, value, above.Append((key as RegoString)?.Value ?? key.ToString()));
    }

    private void Set(string file, RegoValue key, RegoValue value, IEnumerable<string> path)
    {
        if (_entries.TryAdd(key, value))
            return;
        if (value is not RegoObject values)
            throw Conflict(file, path);
        Below(file, key, path).AddAll(file, values, path);
    }

    private DataTree Below(string file, RegoValue key, IEnumerable<string> path)
    {
        var tree = new DataTree();
        switch (_entries.GetValueOrDefault(key))
        {
            case DataTree known:
                return known;
            case RegoObject values:
                foreach (var (inner, value) in values.Entries)
                    tree._entries[inner] = value;
                break;
            case not null:
                throw Conflict(file, path);
        }
        _entries[key] = tree;
        return tree;
    }

    private static BundleException Conflict(string file, IEnumerable<string> path) =>
        new(BundleFindings.DataConflict, $"Another file gives {Bounded.Quote($"/{string.Join('/', path)}")} a value too. Remove one of them.", file);
}
