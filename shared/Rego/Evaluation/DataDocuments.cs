using Attestry.Rego.Compilation;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation;

/// <summary>The documents under <c>data</c>: what rules define over what was loaded, with what <c>with</c> replaced over both.</summary>
internal static class DataDocuments
{
    /// <summary>The whole document at a node; null when there is nothing.</summary>
    /// <param name="node">Rules at and below the place; null when there are none.</param>
    /// <param name="stored">What was loaded at the place.</param>
    internal static RegoValue? At(EvaluationContext context, RuleNode? node, RegoValue? stored, DataOverlay? overlay)
    {
        if (overlay?.Value is { } replaced)
            return replaced;
        if (node is { HasRules: true })
            return node.IsFunction ? null : Overlaid(context, context.Document(node), overlay);
        if ((node is null || node.Children.Count == 0) && overlay is null)
            return node is null ? stored : stored ?? RegoObject.Empty;
        return Merged(context, node, stored, overlay);
    }

    /// <summary>What rules alone define at a node.</summary>
    internal static RegoValue? Virtual(EvaluationContext context, RuleNode node) => At(context, node, null, null);

    /// <summary>The keys that exist below a node, in order.</summary>
    internal static IEnumerable<RegoValue> Keys(RuleNode? node, RegoValue? stored, DataOverlay? overlay)
    {
        var keys = new SortedSet<RegoValue>();
        if (node is not null)
            keys.UnionWith(node.Children.Keys);
        if (stored is RegoObject o)
            keys.UnionWith(o.Entries.Select(e => e.Key));
        if (overlay is not null)
            keys.UnionWith(overlay.Children.Keys);
        return keys;
    }

    private static RegoObject Merged(EvaluationContext context, RuleNode? node, RegoValue? stored, DataOverlay? overlay)
    {
        var merged = new RegoObject.Builder();
        foreach (var key in Keys(node, stored, overlay))
        {
            var child = node?.Children.GetValueOrDefault(key);
            var below = stored is RegoObject o && o.TryGet(key, out var found) ? found : null;
            if (At(context, child, below, overlay?.Child(key)) is { } value)
                merged.Set(key, value);
        }
        return merged.Build();
    }

    private static RegoValue? Overlaid(EvaluationContext context, RegoValue? value, DataOverlay? overlay) =>
        overlay is null ? value : Merged(context, null, value, overlay);
}
