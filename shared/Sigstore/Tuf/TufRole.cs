using System.Text.Json;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Tuf;

/// <summary>Who must sign a kind of metadata.</summary>
/// <param name="Keys">By the ids that signatures name them by.</param>
/// <param name="Threshold">So many different keys must sign; at least 1.</param>
internal sealed record TufRole(IReadOnlyDictionary<string, VerificationKey> Keys, long Threshold)
{
    /// <summary>One key may have several ids, and still counts once (TUF §4.2: only one unique key has an id).</summary>
    internal bool IsSatisfiedBy(TufDocument document) => document.Signatures
        .Where(signature => Keys.TryGetValue(signature.Key, out var key) && key.Verify(document.SignedBytes, signature.Value))
        .Select(signature => Keys[signature.Key].KeyId)
        .Distinct()
        .Count() >= Threshold;

    /// <summary>Do both name the same keys and threshold?</summary>
    internal bool Equivalent(TufRole other) =>
        Threshold == other.Threshold && Keys.Values.Select(key => key.KeyId).ToHashSet().SetEquals(other.Keys.Values.Select(key => key.KeyId));

    internal static TufRole Read(JsonElement element, IReadOnlyDictionary<string, VerificationKey?> keys)
    {
        var ids = element.Items("keyids", TufLimits.Keys).Select(id => id.GetString() ?? "").ToList();
        if (ids.Distinct().Count() != ids.Count)
            throw new JsonException("A role names a key twice.");
        var threshold = element.Whole("threshold");
        return threshold > 0
            ? new(ids.Where(id => keys.GetValueOrDefault(id) is not null).ToDictionary(id => id, id => keys[id]!), threshold)
            : throw new JsonException("A role with a threshold of 0 would be met by nobody's signature.");
    }

    internal static Dictionary<string, VerificationKey?> ReadKeys(JsonElement parent)
    {
        var keys = new Dictionary<string, VerificationKey?>();
        foreach (var property in parent.Required("keys").EnumerateObject())
        {
            if (keys.Count == TufLimits.Keys)
                throw new JsonException($"More than {TufLimits.Keys} keys.");
            keys.Add(property.Name, TufKeyReader.Read(property.Value));
        }
        return keys;
    }
}
