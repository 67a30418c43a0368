using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

/// <summary>What a key means in a collection.</summary>
internal static class Lookup
{
    /// <summary>An array's item, an object's value, a set's element itself; null when there is none or it is no collection.</summary>
    internal static RegoValue? Get(RegoValue collection, RegoValue key) => collection switch
    {
        RegoObject o => o.TryGet(key, out var value) ? value : null,
        RegoArray array => key is RegoNumber number && number.TryGetInt64(out var at) && at >= 0 && at < array.Count ? array[(int)at] : null,
        RegoSet set => set.Contains(key) ? key : null,
        _ => null,
    };
}
