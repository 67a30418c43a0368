using Attestry.Gatekeeper.Manifests;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Matching;

/// <summary>Kubernetes' <c>LabelSelector</c>: all of <c>matchLabels</c> and <c>matchExpressions</c> must hold; an empty one matches everything.</summary>
internal sealed record LabelSelector(IReadOnlyList<LabelRequirement> Requirements)
{
    internal bool Matches(RegoObject labels) => Requirements.All(r => r.Holds(labels));

    /// <returns>Null with what is wrong.</returns>
    internal static (LabelSelector? Selector, string? Problem) Read(RegoValue value, string path)
    {
        if (value is not RegoObject content)
            return (null, $"{path} must be a mapping.");
        var requirements = new List<LabelRequirement>();
        foreach (var (key, label) in content.Object("matchLabels")?.Entries ?? [])
        {
            if (label is not RegoString text)
                return (null, $"{path}.matchLabels.{key} must be a text.");
            requirements.Add(new(((RegoString)key).Value, "In", [text.Value]));
        }
        foreach (var item in content.Items("matchExpressions"))
        {
            if (item is not RegoObject expression || expression.Text("key") is not { } key || expression.Texts("values") is not { } values)
                return (null, $"{path}.matchExpressions: {item} has no key.");
            var requirement = new LabelRequirement(key, expression.Text("operator") ?? "", values);
            if (!requirement.IsValid)
                return (null, $"{path}.matchExpressions: {item} must have an operator In or NotIn with values, or Exists or DoesNotExist without.");
            requirements.Add(requirement);
        }
        return (new(requirements), null);
    }
}
