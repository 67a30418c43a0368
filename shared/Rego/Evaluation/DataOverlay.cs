using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation;

/// <summary>A tree of what <c>with data.… as …</c> replaced.</summary>
/// <param name="Value">What stands here now; null when something below is replaced.</param>
internal sealed record DataOverlay(RegoValue? Value, IReadOnlyDictionary<RegoValue, DataOverlay> Children)
{
    private static readonly Dictionary<RegoValue, DataOverlay> None = [];

    internal DataOverlay? Child(RegoValue key) => Children.GetValueOrDefault(key);

    /// <summary>This tree (which may be null) with a value at a path; what was replaced below it is gone.</summary>
    internal static DataOverlay Set(DataOverlay? tree, ReadOnlySpan<RegoValue> path, RegoValue value)
    {
        if (path.IsEmpty)
            return new(value, None);
        if (tree?.Value is { } above)
            return new(Insert(above, path, value), None);
        var children = tree is null ? [] : new Dictionary<RegoValue, DataOverlay>(tree.Children);
        children[path[0]] = Set(children.GetValueOrDefault(path[0]), path[1..], value);
        return new(null, children);
    }

    /// <summary>A value with something set at a path in it; what is no object on the way becomes one.</summary>
    internal static RegoValue Insert(RegoValue above, ReadOnlySpan<RegoValue> path, RegoValue value)
    {
        if (path.IsEmpty)
            return value;
        var entries = above is RegoObject o ? o : RegoObject.Empty;
        var below = entries.TryGet(path[0], out var found) ? found : RegoObject.Empty;
        var changed = new RegoObject.Builder();
        foreach (var (key, item) in entries.Entries)
            changed.Set(key, item);
        changed.Set(path[0], Insert(below, path[1..], value));
        return changed.Build();
    }
}
