using Attestry.Gatekeeper.Manifests;
using Attestry.Gatekeeper.Reviews;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Matching;

/// <summary>Which objects a constraint is about: all of its criteria must hold; one that is not there always does.</summary>
internal sealed record ConstraintMatch
{
    internal IReadOnlyList<KindSelector> Kinds { get; private init; } = [];

    internal string Scope { get; private init; } = "*";

    internal IReadOnlyList<Wildcard> Namespaces { get; private init; } = [];

    internal IReadOnlyList<Wildcard> ExcludedNamespaces { get; private init; } = [];

    internal LabelSelector? Labels { get; private init; }

    internal LabelSelector? NamespaceLabels { get; private init; }

    internal Wildcard? Name { get; private init; }

    internal string Source { get; private init; } = ReviewSource.All;

    /// <returns>Null with what is wrong.</returns>
    internal static (ConstraintMatch? Match, string? Problem) Read(RegoValue? value)
    {
        if (value is null or RegoNull)
            return (new(), null);
        if (value is not RegoObject content)
            return (null, "spec.match must be a mapping.");
        var unknown = content.Entries.Select(e => ((RegoString)e.Key).Value).FirstOrDefault(name =>
            name is not ("kinds" or "scope" or "namespaces" or "excludedNamespaces" or "labelSelector" or "namespaceSelector" or "name" or "source"));
        // A criterion that is left out in silence would widen or narrow what is judged.
        if (unknown is not null)
            return (null, $"spec.match.{unknown} is not known.");
        var kinds = content.Items("kinds").Select(k => k as RegoObject).ToList();
        if (kinds.Any(k => k is null || k.Texts("apiGroups") is null || k.Texts("kinds") is null))
            return (null, "spec.match.kinds must be mappings of apiGroups and kinds.");
        if (content.Texts("namespaces") is not { } namespaces || content.Texts("excludedNamespaces") is not { } excluded)
            return (null, "spec.match.namespaces and excludedNamespaces must be lists of texts.");
        var scope = content.Text("scope") ?? "*";
        if (scope is not ("*" or "" or "Cluster" or "Namespaced"))
            return (null, $"spec.match.scope {scope} is not known; it is *, Cluster or Namespaced.");
        var source = content.Text("source") is { Length: > 0 } written ? written : ReviewSource.All;
        if (source is not (ReviewSource.All or ReviewSource.Original or ReviewSource.Generated))
            return (null, $"spec.match.source {source} is not known; it is All, Original or Generated.");
        var (labels, problem) = Selector(content, "labelSelector");
        (var namespaceLabels, problem) = problem is null ? Selector(content, "namespaceSelector") : (null, problem);
        if (problem is not null)
            return (null, problem);
        return (new()
        {
            Kinds = [.. kinds.Select(k => new KindSelector(k!.Texts("apiGroups")!, k!.Texts("kinds")!))],
            Scope = scope,
            Namespaces = [.. namespaces.Select(n => new Wildcard(n))],
            ExcludedNamespaces = [.. excluded.Select(n => new Wildcard(n))],
            Labels = labels,
            NamespaceLabels = namespaceLabels,
            Name = content.Text("name") is { Length: > 0 } name ? new Wildcard(name) : null,
            Source = source,
        }, null);
    }

    private static (LabelSelector? Selector, string? Problem) Selector(RegoObject content, string field) =>
        content[field] is { } value and not RegoNull ? LabelSelector.Read(value, $"spec.match.{field}") : (null, null);
}
