using Attestry.Gatekeeper.Manifests;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Matching;

/// <summary>What one label must be.</summary>
internal sealed record LabelRequirement(string Key, string Operator, IReadOnlyList<string> Values)
{
    internal bool IsValid => Operator switch
    {
        "In" or "NotIn" => Values.Count > 0,
        "Exists" or "DoesNotExist" => Values.Count == 0,
        _ => false,
    };

    // A label that is not there is not in any list.
    internal bool Holds(RegoObject labels) => Operator switch
    {
        "In" => labels.Text(Key) is { } value && Values.Contains(value),
        "NotIn" => labels.Text(Key) is not { } value || !Values.Contains(value),
        "Exists" => labels[Key] is not null,
        _ => labels[Key] is null,
    };
}
