using Attestry.Gatekeeper.Manifests;
using Attestry.Gatekeeper.Reviews;

namespace Attestry.Gatekeeper.Matching;

/// <summary>Is a constraint about what a request changes? It is when it is about the object before or after the change.</summary>
internal static class Matcher
{
    /// <exception cref="MatchException">It cannot be told.</exception>
    internal static bool Matches(ConstraintMatch match, Review review) =>
        (match.Source == ReviewSource.All || match.Source == review.Source) && review.Objects.Any(o => Matches(match, o, review.Namespace));

    private static bool Matches(ConstraintMatch match, Manifest target, Manifest? ns) =>
        (match.Kinds.Count == 0 || match.Kinds.Any(k => k.Matches(target.Group, target.Kind)))
        && InScope(match.Scope, target, ns)
        && InNamespaces(match, target, ns)
        && (match.Name is not { } name || name.Matches(target.Name) || name.MatchesBeginning(target.Content.Object("metadata")?.Text("generateName") ?? ""))
        && (match.Labels is not { } labels || labels.Matches(LabelsOf(target)))
        && (match.NamespaceLabels is not { } selector || HasNamespaceLabels(selector, target, ns));

    private static bool InScope(string scope, Manifest target, Manifest? ns)
    {
        var isNamespaced = !IsNamespace(target) && (target.Namespace is not null || ns is not null);
        return scope switch
        {
            "Cluster" => !isNamespaced,
            "Namespaced" => isNamespaced,
            _ => true,
        };
    }

    // What is in no namespace is not ruled out by one.
    private static bool InNamespaces(ConstraintMatch match, Manifest target, Manifest? ns)
    {
        if ((IsNamespace(target) ? target.Name : ns?.Name ?? target.Namespace) is not { } name)
            return true;
        return (match.Namespaces.Count == 0 || match.Namespaces.Any(n => n.Matches(name))) && !match.ExcludedNamespaces.Any(n => n.Matches(name));
    }

    private static bool HasNamespaceLabels(LabelSelector selector, Manifest target, Manifest? ns)
    {
        if (IsNamespace(target))
            return selector.Matches(LabelsOf(target));
        if (ns is not null)
            return selector.Matches(LabelsOf(ns));
        return target.Namespace is null
            ? true
            : throw new MatchException($"its namespaceSelector needs the namespace {target.Namespace}, which is not known");
    }

    private static Rego.Values.RegoObject LabelsOf(Manifest manifest) => manifest.Content.Object("metadata")?.Object("labels") ?? Rego.Values.RegoObject.Empty;

    private static bool IsNamespace(Manifest manifest) => manifest is { Kind: "Namespace", Group: "" };
}
