using Attestry.Gatekeeper.Manifests;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Constraints;

/// <summary>A constraint's <c>enforcementAction</c> and, where that is <c>scoped</c>, what it does at which point.</summary>
internal sealed record Enforcement(EnforcementAction? Everywhere, IReadOnlyList<(EnforcementAction Action, IReadOnlyList<string> Points)> Scoped)
{
    /// <summary>What a violation does at a point, each action once; none where the constraint does not hold.</summary>
    internal IReadOnlyList<EnforcementAction> At(string point) =>
        Everywhere is { } action
            ? [action]
            : [.. Scoped.Where(s => s.Points.Contains(point) || s.Points.Contains(EnforcementPoint.Every)).Select(s => s.Action).Distinct()];

    /// <returns>Null with what is wrong.</returns>
    internal static (Enforcement? Enforcement, string? Problem) Read(RegoObject spec)
    {
        var written = spec["enforcementAction"];
        if (written is RegoString { Value: "scoped" })
            return Scopes(spec);
        return written is null ? (new(EnforcementAction.Deny, []), null)
            : Action(written) is { } action ? (new(action, []), null)
            : (null, $"spec.enforcementAction {written} is not known; it is deny, warn, dryrun or scoped.");
    }

    private static (Enforcement?, string?) Scopes(RegoObject spec)
    {
        var scoped = new List<(EnforcementAction, IReadOnlyList<string>)>();
        foreach (var item in spec.Items("scopedEnforcementActions"))
        {
            if (item is not RegoObject scope || Action(scope["action"]) is not { } action)
                return (null, $"spec.scopedEnforcementActions: the action of {item} is not known; it is deny, warn or dryrun.");
            var points = scope.Items("enforcementPoints").Select(p => (p as RegoObject)?.Text("name")).ToList();
            if (points.Count == 0 || points.Contains(null))
                return (null, $"spec.scopedEnforcementActions: {item} names no enforcement point.");
            scoped.Add((action, [.. points.Select(p => p!)]));
        }
        return scoped.Count == 0 ? (null, "spec.scopedEnforcementActions is missing.") : (new(null, scoped), null);
    }

    private static EnforcementAction? Action(RegoValue? value) => value is RegoString { Value: var name }
        ? name.ToLowerInvariant() switch
        {
            "deny" => EnforcementAction.Deny,
            "warn" => EnforcementAction.Warn,
            "dryrun" => EnforcementAction.DryRun,
            _ => null,
        }
        : null;
}
