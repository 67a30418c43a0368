using Attestry.Gatekeeper.Manifests;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper;

/// <summary>
/// What a cluster holds, as rules see it under <c>data.inventory</c>: <c>cluster[groupVersion][kind][name]</c> and
/// <c>namespace[namespace][groupVersion][kind][name]</c>.
/// </summary>
public static class Inventory
{
    public static readonly RegoObject Empty = Of([]);

    public static RegoObject Of(IEnumerable<Manifest> objects)
    {
        var root = new Dictionary<string, object>();
        foreach (var item in objects)
        {
            IEnumerable<string> path = item.Namespace is { } ns
                ? ["namespace", ns, item.ApiVersion, item.Kind]
                : ["cluster", item.ApiVersion, item.Kind];
            var at = path.Aggregate(root, Step);
            at[item.Name] = item.Content;
        }
        return RegoObject.From([new(new RegoString("inventory"), Build(root))]);
    }

    private static Dictionary<string, object> Step(Dictionary<string, object> at, string name)
    {
        if (!at.TryGetValue(name, out var next))
            at[name] = next = new Dictionary<string, object>();
        return (Dictionary<string, object>)next;
    }

    private static RegoObject Build(Dictionary<string, object> level) =>
        RegoObject.From(level.Select(e => new KeyValuePair<RegoValue, RegoValue>(new RegoString(e.Key), e.Value as RegoValue ?? Build((Dictionary<string, object>)e.Value))));
}
