using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Tuf;

/// <summary>Another role that may name targets (TUF §4.5).</summary>
/// <param name="Paths">Patterns of the targets that it may name.</param>
/// <param name="HashPrefixes">Or the beginnings, in lower-case hex, of the SHA-256 of their paths.</param>
/// <param name="Terminating">What it does not name of them, nobody after it does.</param>
internal sealed record TufDelegation(string Name, TufRole Role, IReadOnlyList<string> Paths, IReadOnlyList<string> HashPrefixes, bool Terminating)
{
    private static readonly string[] Reserved = ["root", "timestamp", "snapshot", "targets"];

    internal bool Covers(string target) =>
        Paths.Any(pattern => TufPath.Matches(pattern, target))
        || (HashPrefixes.Count > 0 && Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target))) is var hash
            && HashPrefixes.Any(prefix => hash.StartsWith(prefix, StringComparison.Ordinal)));

    internal static List<TufDelegation> ReadAll(JsonElement delegations)
    {
        var keys = TufRole.ReadKeys(delegations);
        // Succinct delegations (TAP 15) would name roles that are not listed; without the list nothing is delegated.
        var read = delegations.OptionalItems("roles", TufLimits.Delegations).Select(role => Read(role, keys)).ToList();
        return read.Select(delegation => delegation.Name).Distinct().Count() == read.Count
            ? read
            : throw new JsonException("Two delegations to one role.");
    }

    private static TufDelegation Read(JsonElement element, IReadOnlyDictionary<string, Keys.VerificationKey?> keys)
    {
        var name = element.Text("name");
        if (name.Length is 0 or > 255 || Reserved.Contains(name))
            throw new JsonException($"No role may be delegated to as '{Bounded.Quote(name)}'.");
        var (paths, prefixes) = (Texts(element, "paths"), Texts(element, "path_hash_prefixes"));
        if (paths.Count > 0 == prefixes.Count > 0)
            throw new JsonException("A delegation is by paths or by the prefixes of their hashes.");
        return new(name, TufRole.Read(element, keys), paths, prefixes, element.Optional("terminating") is { ValueKind: JsonValueKind.True });
    }

    private static List<string> Texts(JsonElement element, string name) =>
        [.. element.OptionalItems(name, TufLimits.Files).Select(text => text.GetString() is { Length: > 0 } value ? value : throw new JsonException($"'{name}' holds nothing."))];
}
